import Release

/// One commit-graph file (gitformat-commit-graph): the parents and dates of commits, sorted by id.
/// Every offset is checked before it is read, since a file may be truncated or forged. It consists
/// of plain numbers, so that copying it costs nothing; its owner keeps the file mapped.
struct CommitGraphLayer {
  private let bytes: UnsafeRawBufferPointer
  /// How many commits it holds.
  let count: Int
  /// How many commits the layers below it hold: the position of its own first commit in the chain.
  let first: Int
  private let ids: SortedIDs
  private let data: Int
  private let edges: Range<Int>?
  /// Where the table starts that holds how far each corrected date is after the commit's own; nil
  /// in old files.
  private let offsets: Int?
  private let largeOffsets: Range<Int>?

  /// Nil for a file that this code cannot read: it is only a cache of what the objects say.
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

  /// The table of contents: the byte range of each chunk.
  private static func chunks(of bytes: UnsafeRawBufferPointer) -> [String: Range<Int>]? {
    let count = Int(bytes[6])
    guard bytes.count >= 8 + 12 * (count + 1) else { return nil }
    var result: [String: Range<Int>] = [:]
    for entry in 0..<count {
      let offset = 8 + 12 * entry
      let start = bytes.long(offset + 4)
      let end = bytes.long(offset + 16)
      guard start <= end, end <= UInt64(bytes.count) else { return nil }
      let name = String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
      result[name] = Int(start)..<Int(end)
    }
    return result
  }

  var hasCorrectedDates: Bool { offsets != nil }

  func id(_ position: Int) -> ObjectID { ids[position] }

  /// The position of a commit in this layer; nil where the layer does not have it.
  func position(of id: ObjectID) -> Int? { ids.place(of: id) }

  /// The committer's time.
  func seconds(_ position: Int) -> Int {
    Int(bytes.long(data + position * 36 + 28) & 0x3_ffff_ffff)
  }

  /// The commit's time, corrected to be later than those of all its ancestors.
  func correctedSeconds(_ position: Int) -> Int? {
    guard let offsets else { return nil }
    let offset = bytes.word(offsets + position * 4)
    guard offset & 0x8000_0000 != 0 else { return seconds(position) + Int(offset) }
    guard let largeOffsets else { return nil }
    let large = largeOffsets.lowerBound + Int(offset & 0x7fff_ffff) * 8
    guard large + 8 <= largeOffsets.upperBound else { return nil }
    let (sum, overflow) = seconds(position).addingReportingOverflow(
      Int(truncatingIfNeeded: bytes.long(large)))
    return overflow ? nil : sum
  }

  /// Calls `body` with the position of each parent in the whole chain, until it returns false.
  ///
  /// - Returns: false when `body` did, or the file is damaged.
  func forEachParent(_ position: Int, _ body: (Int) -> Bool) -> Bool {
    let none: UInt32 = 0x7000_0000
    let one = bytes.word(data + position * 36 + 20)
    let two = bytes.word(data + position * 36 + 24)
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
