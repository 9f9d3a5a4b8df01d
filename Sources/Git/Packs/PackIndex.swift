import Release

/// The index of a pack (gitformat-pack, version 2): where in it each object lies. Places are
/// checked before they are read, since a file may be cut or forged.
struct PackIndex {
  private let file: MappedFile
  private let ids: SortedIDs
  private let checksums: Int
  private let offsets: Int
  private let largeOffsets: Range<Int>

  /// The version, then how many ids begin with each byte, at most.
  private static let headerCount = 8 + 1024
  /// The checksums of the pack and of the index itself.
  private static let trailerCount = 2 * 20

  /// Nil when the file is none that this code reads.
  init?(_ file: MappedFile) {
    let bytes = file.bytes
    guard bytes.count >= Self.headerCount + Self.trailerCount, bytes.word(0) == 0xff74_4f63,
      bytes.word(4) == 2
    else { return nil }
    ids = SortedIDs(in: bytes, fanout: 8, ids: Self.headerCount)
    checksums = Self.headerCount + ids.count * 20
    offsets = checksums + ids.count * 4
    let end = bytes.count - Self.trailerCount
    guard offsets + ids.count * 4 <= end else { return nil }
    largeOffsets = offsets + ids.count * 4..<end
    self.file = file
  }

  private var bytes: UnsafeRawBufferPointer { file.bytes }

  /// How many objects the pack holds.
  var count: Int { ids.count }

  var checksumOfPack: [UInt8] { Array(bytes.dropLast(20).suffix(20)) }

  /// Where an object's bytes begin in the pack, and their CRC-32; nil when it is not in it.
  func entry(of id: ObjectID) -> (offset: Int, checksum: UInt32)? {
    guard let place = ids.place(of: id), let offset = offset(place) else { return nil }
    return (offset, bytes.word(checksums + place * 4))
  }

  /// Nil where the index is damaged.
  private func offset(_ place: Int) -> Int? {
    let offset = Int(bytes.word(offsets + place * 4))
    guard offset & 0x8000_0000 != 0 else { return offset }
    let large = largeOffsets.lowerBound + (offset & 0x7fff_ffff) * 8
    guard large + 8 <= largeOffsets.upperBound else { return nil }
    return Int(exactly: bytes.long(large))
  }

  /// Gives back the memory of what was looked up.
  func rest() { file.rest() }
}
