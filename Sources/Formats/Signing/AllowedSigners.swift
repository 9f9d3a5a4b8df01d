import Release

/// Who may sign what, and when: one line of an allowed_signers file (ssh-keygen(1)).
public struct AllowedSigner: Hashable, Sendable {
  /// The first principal: the name that policies and reports use.
  public let person: String
  /// All names of the person, the first included.
  public let principals: [String]
  public let namespaces: [String]
  /// The first and the last second at which a signature counts.
  public let validAfter: Instant?
  public let validBefore: Instant?
  public let key: SSHPublicKey
  /// The number of its line, from 1.
  public let line: Int

  /// Whether a signature made at `time` falls into the line's window.
  public func isValid(at time: Instant) -> Bool {
    validAfter.map { $0 <= time } ?? true && validBefore.map { time <= $0 } ?? true
  }
}

/// Reads OpenSSH's allowed_signers, and of it only what leaves no doubt who may sign what:
/// namespaces are required, patterns and certificate authorities are refused.
public enum AllowedSigners {
  public static let maximumByteCount = 1 << 20

  /// The lines that name a signer. A line that is not understood, or that gives one key to two
  /// persons, is `.configuration` and opens with `file:line`. Times without Z are UTC.
  public static func parse(_ bytes: [UInt8], file: SourceFile) throws(Problem) -> [AllowedSigner] {
    guard bytes.count <= maximumByteCount, let text = String(validating: bytes, as: UTF8.self)
    else {
      throw Problem(
        .configuration, "\(file) is not UTF-8 text of at most \(maximumByteCount) bytes")
    }
    var signers: [AllowedSigner] = []
    var owners: [SSHPublicKey: AllowedSigner] = [:]
    for (index, line) in text.utf8.split(separator: 10, omittingEmptySubsequences: false)
      .enumerated()
    {
      var reader = AllowedSignersLine(Array(line), file: file, number: index + 1)
      guard let signer = try reader.signer() else { continue }
      if let other = owners[signer.key], !other.person.utf8.elementsEqual(signer.person.utf8) {
        throw reader.problem("the key of line \(other.line), under another name")
      }
      owners[signer.key] = signer
      signers.append(signer)
    }
    return signers
  }
}
