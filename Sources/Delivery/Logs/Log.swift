import Release

/// What a deployment said and what its commands said: timed lines, bounded, without secrets and
/// without control characters, so that it can be shown anywhere.
public struct Log {
  private var lines: BoundedLines
  private var redactor: Redactor
  /// The beginning of a command's line whose end has not come yet.
  private var partial: [UInt8] = []
  private let now: () -> Instant
  private let say: (String) -> Void

  /// - Parameter earlier: the log so far, of a deployment that is resumed.
  public init(
    limitBytes: Int, secrets: [String], earlier: [UInt8] = [], now: @escaping () -> Instant,
    say: @escaping (String) -> Void
  ) {
    lines = BoundedLines(limitBytes: limitBytes)
    redactor = Redactor(secrets: secrets)
    self.now = now
    self.say = say
    for line in earlier.split(separator: UInt8(ascii: "\n")) {
      lines.add(line + [UInt8(ascii: "\n")])
    }
  }

  /// All that is kept, each line with its time.
  public var bytes: [UInt8] { lines.bytes }

  /// Adds a line of our own.
  public mutating func note(_ text: String) { add(redacted(text)) }

  /// Adds a piece of a command's output; a line is added once its end has come.
  public mutating func output(_ piece: some Sequence<UInt8>) {
    splitLines(redactor.redact(piece))
  }

  /// Adds what a command's output ended with.
  public mutating func endOutput() {
    splitLines(redactor.finish())
    if !partial.isEmpty { addPartial() }
  }

  func redacted(_ text: String) -> String { redactor.redacted(text) }

  private mutating func splitLines(_ bytes: [UInt8]) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") || partial.count == 65_536 { addPartial() }
      if byte != UInt8(ascii: "\n") { partial.append(byte) }
    }
  }

  private mutating func addPartial() {
    if partial.last == UInt8(ascii: "\r") { partial.removeLast() }
    add("| " + String(decoding: partial, as: UTF8.self))
    partial = []
  }

  private mutating func add(_ text: String) {
    let safe = text.split(separator: "\t", omittingEmptySubsequences: false)
      .map { escaped($0) }.joined(separator: "\t")
    lines.add(Array("\(now()) \(safe)\n".utf8))
    say(safe)
  }
}
