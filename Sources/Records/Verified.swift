/// A record that counts: its signature, its signer, the policy that the signer acted by and the
/// repository were checked. Nothing outside this target can make one.
public struct Verified<Record: Sendable>: Sendable {
  public let record: Record
  /// Who signed, by the policy that the record names.
  public let person: String

  init(_ record: Record, signedBy person: String) {
    self.record = record
    self.person = person
  }
}
