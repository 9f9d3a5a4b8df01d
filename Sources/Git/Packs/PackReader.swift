import CGit2
import Release

/// Reads small objects out of packs, several times as fast as libgit2, whose threads wait for one
/// another. Not for two threads at once.
///
/// What it finds strange it leaves to libgit2, which says what is wrong with it.
struct PackReader {
  private let packs: [Pack]
  private let inflater = Inflater()
  /// The bytes that were read last: commits of one time lie beside one another.
  private var window: [UInt8] = []
  private var windowStart = Place(pack: -1, offset: 0)

  private struct Place {
    var pack: Int
    var offset: Int
  }

  /// An entry that stands somewhere.
  private struct Link {
    let place: Place
    let entry: PackEntry
    /// What the index says of its bytes; nil where nobody looked.
    let checksum: UInt32?
  }

  /// Larger objects are left to libgit2.
  private static let mostBytes = 1 << 20
  /// Git makes chains of 50 deltas unless told otherwise.
  private static let mostDeltas = 64

  init(_ packs: Packs) { self.packs = packs.packs }

  /// The bytes of an object; nil where it is not in a pack, or not as it should be.
  mutating func object(_ id: ObjectID, _ kind: git_object_t) -> [UInt8]? {
    guard let (found, links) = chain(from: id), found == kind, let last = links.last else {
      return nil
    }
    var content = inflated(last)
    for link in links.dropLast().reversed() {
      guard let base = content, let delta = inflated(link) else { return nil }
      content = applied(delta, to: base, limit: Self.mostBytes)
    }
    return content
  }

  /// Nil where it is not in a pack, or not as it should be.
  mutating func kind(of id: ObjectID) -> git_object_t? { chain(from: id)?.kind }

  /// The entries that make an object: deltas, and at last what they are deltas to.
  private mutating func chain(from id: ObjectID) -> (kind: git_object_t, links: [Link])? {
    var links: [Link] = []
    var next = link(to: id)
    while let link = next, links.count <= Self.mostDeltas {
      links.append(link)
      let (pack, offset) = (link.place.pack, link.place.offset)
      switch link.entry.content {
      case .whole(let kind): return (kind, links)
      case .delta(let base): next = self.link(to: base, in: pack)
      case .deltaBefore(let distance):
        next = self.link(to: Place(pack: pack, offset: offset - distance), checksum: nil)
      }
    }
    return nil
  }

  private mutating func link(to id: ObjectID) -> Link? {
    for pack in packs.indices {
      if let link = link(to: id, in: pack) { return link }
    }
    return nil
  }

  private mutating func link(to id: ObjectID, in pack: Int) -> Link? {
    guard let entry = packs[pack].entry(of: id) else { return nil }
    return link(to: Place(pack: pack, offset: entry.offset), checksum: entry.checksum)
  }

  private mutating func link(to place: Place, checksum: UInt32?) -> Link? {
    withBytes(at: place, count: PackEntry.mostBytes) { PackEntry($0) }.map {
      Link(place: place, entry: $0, checksum: checksum)
    }
  }

  private mutating func inflated(_ link: Link) -> [UInt8]? {
    let (entry, inflater) = (link.entry, inflater)
    guard entry.size <= Self.mostBytes else { return nil }
    // What cannot be compressed becomes a little larger.
    let most = entry.count + entry.size + entry.size / 8 + 64
    return withBytes(at: link.place, count: most) { bytes in
      guard entry.count <= bytes.count,
        let content = inflater.inflated(bytes[entry.count...], size: entry.size)
      else { return nil }
      let whole = bytes[..<(entry.count + content.count)]
      let isIntact = link.checksum.map { $0 == Inflater.checksum(whole) } ?? true
      return isIntact ? content.bytes : nil
    }
  }

  /// At least `count` bytes, or as many as there are; none where the pack ends before.
  private mutating func withBytes<Value>(
    at place: Place, count: Int, _ body: (UnsafeRawBufferPointer) -> Value?
  ) -> Value? {
    guard packs[place.pack].objects.contains(place.offset) else { return nil }
    let isBefore = place.pack != windowStart.pack || place.offset < windowStart.offset
    if isBefore || place.offset + count > windowStart.offset + window.count {
      windowStart = Place(pack: place.pack, offset: place.offset & ~4095)
      window = packs[place.pack].bytes(at: windowStart.offset, count: count + 4096)
    }
    let start = place.offset - windowStart.offset
    guard start < window.count else { return nil }
    return window.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }
}
