/// Replaces secret values in a stream of bytes, also where one is split over two pieces.
///
/// Values shorter than four bytes are left alone: they would black out ordinary text. Each line of
/// a value of several lines is a secret too.
struct Redactor {
  private let secrets: [[UInt8]]
  private let firstBytes: Set<UInt8>
  /// What may be the beginning of a secret.
  private var held: [UInt8] = []

  init(secrets values: [String]) {
    let parts = values + values.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
    secrets = Set(parts.map { Array($0.utf8) }.filter { $0.count >= 4 })
      .sorted { $0.count > $1.count }
    firstBytes = Set(secrets.compactMap(\.first))
  }

  /// The next piece, as far as it is clear.
  mutating func redact(_ piece: some Sequence<UInt8>) -> [UInt8] {
    replace(held + piece, isLast: false)
  }

  /// What was held back.
  mutating func finish() -> [UInt8] { replace(held, isLast: true) }

  /// A whole text, apart from the stream.
  func redacted(_ text: String) -> String {
    var other = self
    other.held = []
    return String(decoding: other.replace(Array(text.utf8), isLast: true), as: UTF8.self)
  }

  private mutating func replace(_ input: [UInt8], isLast: Bool) -> [UInt8] {
    held = []
    var output: [UInt8] = []
    var index = 0
    while index < input.count {
      if firstBytes.contains(input[index]) {
        let rest = input[index...]
        if !isLast, secrets.contains(where: { $0.count > rest.count && $0.starts(with: rest) }) {
          held = Array(rest)
          break
        }
        if let secret = secrets.first(where: { rest.starts(with: $0) }) {
          output += "[redacted]".utf8
          index += secret.count
          continue
        }
      }
      output.append(input[index])
      index += 1
    }
    return output
  }
}
