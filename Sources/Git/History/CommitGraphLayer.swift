import Release

/// One commit-graph file (gitformat-commit-graph): links between commits without their objects,
/// sorted by id. Every place in it is checked before it is read, since a file may be cut or forged.
/// Plain numbers, so that to pass it on costs nothing; whoever has it keeps the file mapped.
struct CommitGraphLayer {
  private let bytes: UnsafeRawBufferPointer
  /// How many commits it holds.
  let count: Int
  /// How many commits the layers below it hold: its own are numbered from there on.
  let first: Int
  private let ids: SortedIDs
  private let data: Int
  private let edges: Range<Int>?
  /// For each commit how far its corrected date is past its own; absent in old files.
  private let offsets: Int?
  private let largeOffsets: Range<Int>?

  /// Nil when the file is none that this code reads: it is a cache, and the objects say the same.
  init?(_ file: MappedFile, first: Int) {
    let bytes = file.bytes
    guard bytes.count >= 8, bytes.word(0) == 0x4347_5048, bytes[4] == 1, bytes[5] == 1,
      let chunks = Self.chunks(of: bytes),
      let fanout = chunks["OIDF"], fanout.count == 1024,
      let ids = chunks["OIDL"], let data = chunks["CDAT"]
    else { return nil }
    self.ids = SortedIDs(in: bytes, fanout: fanout.lowerBound, ids: ids.lowerBound)
    count = self.ids.count
    guard ids.count == count * 20, data.count == count * 36 else { return nil }
    let offsets = chunks["GDA2"]
    guard offsets == nil || offsets?.count == count * 4 else { return nil }
    self.bytes = bytes
    self.first = first
    self.data = data.lowerBound
    self.offsets = offsets?.lowerBound
    edges = chunks["EDGE"]
    largeOffsets = chunks["GDO2"]
  }

  /// The table of contents: where each chunk lies.
  private static func chunks(of bytes: UnsafeRawBufferPointer) -> [String: Range<Int>]? {
    let count = Int(bytes[6])
    guard bytes.count >= 8 + 12 * (count + 1) else { return nil }
    var result: [String: Range<Int>] = [:]
    for entry in 0..<count {
      let place = 8 + 12 * entry
      let start = bytes.long(place + 4)
      let end = bytes.long(place + 16)
      guard start <= end, end <= UInt64(bytes.count) else { return nil }
      let name = String(decoding: bytes[place..<place + 4], as: UTF8.self)
      result[name] = Int(start)..<Int(end)
    }
    return result
  }

  var hasCorrectedDates: Bool { offsets != nil }

  func id(_ place: Int) -> ObjectID { ids[place] }

  /// Where a commit stands in this layer; nil when it does not.
  func place(of id: ObjectID) -> Int? { ids.place(of: id) }

  /// The committer's time.
  func seconds(_ place: Int) -> Int {
    Int(bytes.long(data + place * 36 + 28) & 0x3_ffff_ffff)
  }

  /// The commit's time, pushed past those of all its ancestors.
  func correctedSeconds(_ place: Int) -> Int? {
    guard let offsets else { return nil }
    let offset = bytes.word(offsets + place * 4)
    guard offset & 0x8000_0000 != 0 else { return seconds(place) + Int(offset) }
    guard let largeOffsets else { return nil }
    let large = largeOffsets.lowerBound + Int(offset & 0x7fff_ffff) * 8
    guard large + 8 <= largeOffsets.upperBound else { return nil }
    let (sum, overflow) = seconds(place).addingReportingOverflow(
      Int(truncatingIfNeeded: bytes.long(large)))
    return overflow ? nil : sum
  }

  /// Calls `body` with the number of each parent, in all layers, for as long as it answers true.
  ///
  /// - Returns: false when `body` did, or the file is damaged.
  func forEachParent(_ place: Int, _ body: (Int) -> Bool) -> Bool {
    let none: UInt32 = 0x7000_0000
    let one = bytes.word(data + place * 36 + 20)
    let two = bytes.word(data + place * 36 + 24)
    guard one != none else { return true }
    guard body(Int(one)) else { return false }
    guard two != none else { return true }
    guard two & 0x8000_0000 != 0 else { return body(Int(two)) }
    var edge = (edges?.lowerBound ?? 0) + Int(two & 0x7fff_ffff) * 4
    while let edges, edge + 4 <= edges.upperBound {
      let parent = bytes.word(edge)
      guard body(Int(parent & 0x7fff_ffff)) else { return false }
      if parent & 0x8000_0000 != 0 { return true }
      edge += 4
    }
    return false
  }
}
