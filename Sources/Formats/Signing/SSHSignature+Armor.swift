import Release

private let opening = "-----BEGIN SSH SIGNATURE-----"
private let closing = "-----END SSH SIGNATURE-----"

extension SSHSignature {
  /// A raw blob as `ssh-keygen -Y sign` writes it to a `.sig` file and `-Y verify -s` reads it.
  public static func armor(_ blob: [UInt8]) -> String {
    var text = opening + "\n"
    var rest = Base64.encode(blob)[...]
    while !rest.isEmpty {
      text += rest.prefix(70) + "\n"
      rest = rest.dropFirst(70)
    }
    return text + closing + "\n"
  }

  /// The raw blob of an armored signature; text around it is `.badData`.
  public static func dearmor(_ text: String) throws(Problem) -> [UInt8] {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let body = lines.dropFirst().prefix { $0 != closing }
    let after = lines.dropFirst(1 + body.count)
    guard text.utf8.count <= 2 * maximumByteCount, lines.first == opening[...],
      after.first == closing[...], after.dropFirst().allSatisfy(\.isEmpty),
      let blob = Base64.decode(body.joined())
    else { throw Problem(.badData, "not an SSH signature in its text form") }
    return blob
  }

  /// From the text form, as `ssh-keygen -Y sign` writes it; malformed is `.badData`.
  public init(armored text: String) throws(Problem) {
    try self.init(blob: try Self.dearmor(text))
  }
}
