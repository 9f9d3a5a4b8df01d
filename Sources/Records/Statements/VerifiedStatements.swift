import Formats
import Git
import Release
import Trust

/// The statements that notes hold on one package: each signature checked, what cannot be read set
/// aside with the reason. A note is input from outside: garbage in it harms nothing.
public struct VerifiedStatements<Predicate: Codable & Hashable & Sendable> {
  public private(set) var statements: [SignedStatement<Predicate>] = []
  public private(set) var unreadable: [String] = []

  public init(
    _ predicateType: String, on package: ObjectID, in ref: String, of repository: Repository,
    signers: [AllowedSigner], at now: Instant
  ) throws(Problem) {
    let bytes = try repository.note(on: package, in: ref) ?? []
    for (position, line) in textLines(bytes).enumerated() {
      do throws(Problem) {
        statements.append(try Self.read(line, predicateType, signers, now))
      } catch {
        unreadable.append("\(ref):\(position + 1): \(error.message)")
      }
    }
  }

  private static func read(
    _ line: String, _ predicateType: String, _ signers: [AllowedSigner], _ now: Instant
  ) throws(Problem) -> SignedStatement<Predicate> {
    let envelope = try Envelope(line: line)
    let signer = try signer(of: envelope, among: signers, at: now)
    let statement = try CanonicalJSON.decode(
      Statement<Predicate>.self, from: envelope.payload, what: "a statement")
    guard statement.type == statementType, statement.predicateType == predicateType,
      let digest = statement.subject.first?.digest.sha256, statement.subject.count == 1
    else { throw Problem(.badData, "it is no \(predicateType) about one package") }
    return SignedStatement(
      id: try Digest.sha256(envelope.payload), subject: digest,
      person: signer.person, predicate: statement.predicate)
  }
}
