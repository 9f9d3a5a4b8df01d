import Release

/// Reads the data types of RFC 4251 §5 from bytes that nobody vouches for.
struct SSHReader {
  private var rest: ArraySlice<UInt8>
  private let what: String

  /// `what` names the bytes in messages, with its article.
  init(_ bytes: [UInt8], what: String) {
    rest = bytes[...]
    self.what = what
  }

  mutating func bytes(_ count: Int) throws(Problem) -> [UInt8] {
    guard count <= rest.count else { throw Problem(.badData, "\(what) ends too early") }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func number() throws(Problem) -> UInt32 {
    try bytes(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func string() throws(Problem) -> [UInt8] {
    try bytes(Int(try number()))
  }

  /// A string that is a name: UTF-8 without control characters.
  mutating func name() throws(Problem) -> String {
    guard let name = String(validating: try string(), as: UTF8.self),
      name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
    else { throw Problem(.badData, "\(what) holds a name that is not plain text") }
    return name
  }

  /// The magnitude of a positive `mpint`, without leading zeros.
  mutating func magnitude() throws(Problem) -> [UInt8] {
    let digits = try string()
    guard let first = digits.first, first < 0x80 else {
      throw Problem(.badData, "\(what) holds an integer that is not positive")
    }
    let magnitude = digits.drop { $0 == 0 }
    guard !magnitude.isEmpty else { throw Problem(.badData, "\(what) holds a zero") }
    return Array(magnitude)
  }

  func finish() throws(Problem) {
    guard rest.isEmpty else { throw Problem(.badData, "\(what) has \(rest.count) bytes too many") }
  }
}

extension [UInt8] {
  /// Appends a `string` of RFC 4251 §5: its length as a `uint32`, then its bytes.
  package mutating func append(sshString bytes: some Collection<UInt8>) {
    let count = UInt32(bytes.count)
    self += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    self += bytes
  }
}
