import Formats
import Git
import Release
import Trust

/// The statements that notes hold on one package: each signature checked, each statement once,
/// what cannot be read set aside with the reason. A note is input from outside: garbage in it
/// harms nothing.
public struct VerifiedStatements<Predicate: Codable & Hashable & NamesHeads> {
  /// By their ids.
  public let statements: [SignedStatement<Predicate>]
  /// How it is known that they were there, where a moment in the past was asked about.
  public let knowledge: [Digest: Knowledge]
  private let unreadable: UnreadableLines
  private let notes: CountedNotes
  private let package: ObjectID

  /// - Parameter past: leaves out what was not there yet; nil for now.
  public init(
    _ predicateType: String, on package: ObjectID, in notes: CountedNotes,
    by chain: PolicyChain, at now: Instant, past: PastNotes? = nil
  ) throws(Problem) {
    var knowledge: [Digest: Knowledge] = [:]
    var found: [Digest: SignedStatement<Predicate>] = [:]
    var unreadable = UnreadableLines()
    var signers = Signers(chain, now)
    for line in try notes.lines(on: package) {
      do throws(Problem) {
        let statement = try Self.read(line, predicateType, &signers)
        if let past {
          guard let how = try past.knowledge(of: line, statement) else { continue }
          knowledge[statement.id] = how
        }
        found[statement.id] = statement
      } catch {
        if let past, try past.knowledge(of: line) == nil { continue }
        unreadable.add(line, on: package, error.message)
      }
    }
    statements = found.values.sorted { $0.id < $1.id }
    self.knowledge = knowledge
    self.unreadable = unreadable
    self.notes = notes
    self.package = package
  }

  /// What does not count, for people: lines that are no statement by a known signer.
  public func unreadableLines() throws(Problem) -> BoundedMessages {
    try unreadable.messages(in: notes)
  }

  /// What commits did to the notes on the package that takes no effect, for people.
  public func ignoredEdits() throws(Problem) -> BoundedMessages {
    try notes.warnings(on: package)
  }

  private static func read(
    _ line: ArraySlice<UInt8>, _ predicateType: String, _ signers: inout Signers
  ) throws(Problem) -> SignedStatement<Predicate> {
    let envelope = try Envelope(bytes: Array(line))
    let (signer, isCurrent) = try signers.signer(of: envelope)
    let statement = try CanonicalJSON.decode(
      Statement<Predicate>.self, from: envelope.payload, what: "a statement")
    guard statement.type == statementType, statement.predicateType == predicateType,
      let digest = statement.subject.first?.digest.sha256, statement.subject.count == 1
    else { throw Problem(.badData, "it is no \(predicateType) about one package") }
    return SignedStatement(
      id: try envelope.id(signedBy: signer.key), subject: digest,
      person: signer.person, predicate: statement.predicate, isKeyCurrent: isCurrent)
  }
}

/// Who may sign now, and who ever might.
private struct Signers {
  private let chain: PolicyChain
  private let now: Instant
  /// Read once they are needed: each version of the policy has a list.
  private var former: [AllowedSigner]?

  init(_ chain: PolicyChain, _ now: Instant) {
    self.chain = chain
    self.now = now
  }

  /// A key that may no longer sign, or not yet, has signed all the same: what it forbids counts.
  mutating func signer(
    of envelope: Envelope
  ) throws(Problem) -> (VerifiedSigner, isCurrent: Bool) {
    do throws(Problem) {
      return (try Trust.signer(of: envelope, among: chain.signers, at: now), true)
    } catch {
      guard error.kind == .notPermitted else { throw error }
      let known = if let former { former } else { try chain.formerSigners() }
      former = known
      return (try Trust.signer(of: envelope, among: known, at: nil), false)
    }
  }
}
