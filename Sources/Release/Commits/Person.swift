/// A name and an address, as in `Ada Lovelace <ada@example.org>`.
public struct Person: Hashable, Sendable, Codable {
  public var name: String
  public var mail: String

  public init(name: String, mail: String) {
    self.name = name
    self.mail = mail
  }

  /// From `Name <mail>`; nil without an address.
  init?(_ text: String) {
    let bytes = Array(text.utf8)[...]
    guard let open = bytes.firstIndex(of: UInt8(ascii: "<")),
      let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    self.init(name: trimmedText(bytes[..<open]), mail: trimmedText(bytes[(open + 1)..<close]))
  }
}
