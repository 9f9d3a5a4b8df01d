/// Lines up to a number of bytes: the first half and the last half of them are kept, because an
/// error stands at the end.
struct BoundedLines {
  private let half: Int
  private var head: [UInt8] = []
  private var tail: [[UInt8]] = []
  private var tailStart = 0
  private var tailBytes = 0
  private var leftOut = 0

  init(limitBytes: Int) { half = max(0, limitBytes / 2) }

  /// Adds a line, with its line feed.
  mutating func add(_ line: [UInt8]) {
    if tail.isEmpty, leftOut == 0, head.count + line.count <= half {
      head += line
      return
    }
    tail.append(line)
    tailBytes += line.count
    while tailBytes > half {
      tailBytes -= tail[tailStart].count
      leftOut += tail[tailStart].count
      tailStart += 1
    }
    if tailStart > 1024, tailStart > tail.count / 2 {
      tail.removeFirst(tailStart)
      tailStart = 0
    }
  }

  /// All that is kept, and between the halves how much is not.
  var bytes: [UInt8] {
    let gap = leftOut > 0 ? Array("… \(leftOut) bytes left out\n".utf8) : []
    return head + gap + tail[tailStart...].joined()
  }
}
