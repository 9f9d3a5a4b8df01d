import Release

/// The sorted ids that Git's indices have, with the table before them that says for each first byte
/// how many ids begin with it or a lower one.
struct SortedIDs {
  private let bytes: UnsafeRawBufferPointer
  private let fanout: Int
  private let ids: Int
  let count: Int

  /// - Parameters:
  ///   - fanout: where the 1,024 bytes of that table begin.
  ///   - ids: where the ids begin; whoever makes this checks that there are `count` of them.
  init(in bytes: UnsafeRawBufferPointer, fanout: Int, ids: Int) {
    self.bytes = bytes
    self.fanout = fanout
    self.ids = ids
    count = Int(bytes.word(fanout + 1020))
  }

  subscript(_ place: Int) -> ObjectID {
    ObjectID(
      high: bytes.long(ids + place * 20), middle: bytes.long(ids + place * 20 + 8),
      low: bytes.word(ids + place * 20 + 16))
  }

  /// Where an id stands, below `count`; nil when it does not.
  func place(of id: ObjectID) -> Int? {
    let start = Int(id.firstByte)
    var low = start == 0 ? 0 : Int(bytes.word(fanout + 4 * (start - 1)))
    var high = min(Int(bytes.word(fanout + 4 * start)), count)
    while low < high {
      let middle = (low + high) / 2
      let found = self[middle]
      if found == id { return middle }
      if found < id { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
