import Release

/// `known_repositories`: whose policy this machine believes, one repository a line, as ssh has
/// hosts: address, repository id, digest of the policy's first version. Empty lines and those that
/// begin with `#` say nothing.
struct KnownRepositories {
  private(set) var lines: [Line] = []

  struct Line: Hashable {
    let address: String
    let repository: String
    let first: Digest
    /// From 1.
    let number: Int
  }

  /// - Throws: `.badData`, with `file:line` and the command that removes the line, for one that is
  ///   none of these, also for one of the older form without an address: what it once meant is not
  ///   guessed.
  init(_ bytes: [UInt8], file: String) throws(Problem) {
    let texts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, text) in texts.enumerated() {
      let text = text.last == UInt8(ascii: "\r") ? text.dropLast() : text
      if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
      let place = "\(file):\(index + 1)"
      let hint: ShellCommand = "sed -i \(index + 1)d \(file)"
      guard let line = Self.line(text, index + 1) else {
        throw Problem(
          .badData,
          "\(place): \(quoted(String(decoding: text, as: UTF8.self))) is no known repository: "
            + "expected its address, its id and the digest of its first policy", hint: hint)
      }
      if let other = lines.first(where: { $0.address == line.address }) {
        throw Problem(
          .badData, "\(place): \(quoted(line.address)) stands in line \(other.number) already",
          hint: hint)
      }
      lines.append(line)
    }
  }

  private static func line(_ text: ArraySlice<UInt8>, _ number: Int) -> Line? {
    let words = text.split { $0 == 0x20 || $0 == 9 }.map { String(validating: $0, as: UTF8.self) }
    guard words.count == 3, let address = words[0], let repository = words[1],
      let hex = words[2], let first = Digest(hex: hex), isRepositoryID(repository),
      address.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f })
    else { return nil }
    return Line(address: address, repository: repository, first: first, number: number)
  }

  subscript(_ address: RemoteAddress) -> Line? { lines.first { $0.address == address.text } }

  /// The file's bytes with one line for this address, whatever it had; all other lines stay as they
  /// are.
  static func pin(
    _ address: RemoteAddress, repository: String, first: Digest, in bytes: [UInt8], file: String
  ) throws(Problem) -> [UInt8] {
    let old = try KnownRepositories(bytes, file: file)[address]
    var texts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = ArraySlice("\(address) \(repository) \(first)".utf8)
    if let old {
      texts[old.number - 1] = line
    } else {
      if texts.last?.isEmpty == true { texts.removeLast() }
      texts.append(line)
    }
    if texts.last?.isEmpty == false { texts.append([]) }
    return Array(texts.joined(separator: [UInt8(ascii: "\n")]))
  }
}

private func isRepositoryID(_ text: String) -> Bool {
  (16...64).contains(text.utf8.count) && text.utf8.allSatisfy("0123456789abcdef".utf8.contains)
}
