/// A binary heap: the highest rank comes first and, among equal ranks, what was put in first.
struct PriorityQueue {
  private struct Entry {
    var node: Int
    var rank: Int
    var serial: Int

    func precedes(_ other: Entry) -> Bool {
      (other.rank, serial) < (rank, other.serial)
    }
  }

  private var entries: [Entry] = []
  private var nextSerial = 0

  /// What `take()` would return; nil when the queue is empty.
  var first: Int? { entries.first?.node }

  /// The highest rank; nil when the queue is empty.
  var highest: Int? { entries.first?.rank }

  mutating func put(_ node: Int, rank: Int) {
    entries.append(Entry(node: node, rank: rank, serial: nextSerial))
    nextSerial += 1
    var child = entries.count - 1
    while child > 0, entries[child].precedes(entries[(child - 1) / 2]) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func take() -> Int? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return first.node }
    entries[0] = last
    var parent = 0
    while let child = preferredChild(of: parent), entries[child].precedes(entries[parent]) {
      entries.swapAt(child, parent)
      parent = child
    }
    return first.node
  }

  private func preferredChild(of parent: Int) -> Int? {
    let left = 2 * parent + 1
    guard left < entries.count else { return nil }
    let right = left + 1
    return right < entries.count && entries[right].precedes(entries[left]) ? right : left
  }
}
