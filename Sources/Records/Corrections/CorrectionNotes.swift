import Formats
import Git
import Release
import Trust

/// The corrections that notes hold, each signature checked by the version of the policy that the
/// statement names, so that the answer never changes later. What does not count is set aside with
/// the reason: a note is input from outside, and garbage in it harms nothing.
public struct CorrectionNotes {
  public private(set) var statements: [ObjectID: [SignedCorrection]] = [:]
  private var unreadable = UnreadableLines()
  private let notes: CountedNotes

  public var corrections: Corrections { Corrections(statements) }

  /// - Parameter head: the notes commit; nil for none.
  init(_ head: ObjectID?, in store: RecordStore) throws(Problem) {
    notes = try CountedNotes(RefName.corrections, at: head, in: store.repository)
    guard head != nil, let tip = store.snapshot[RefName.policy] else { return }
    let policies = try PolicyHistory(of: tip, in: store.repository).signed
    for commit in try notes.objects() {
      for line in try notes.lines(on: commit) {
        do throws(Problem) {
          statements[commit, default: []].append(try Self.read(line, on: commit, policies))
        } catch {
          unreadable.add(line, on: commit, error.message)
        }
      }
    }
  }

  /// What does not count, for people: lines that are no correction, and what commits did to the
  /// notes that takes no effect.
  public func doubts() throws(Problem) -> [String] {
    var result = try unreadable.messages(in: notes)
    result.add(try notes.warnings())
    return result.lines
  }

  private static func read(
    _ line: ArraySlice<UInt8>, on commit: ObjectID, _ policies: [PolicyEntry]
  ) throws(Problem) -> SignedCorrection {
    let envelope = try Envelope(bytes: Array(line))
    let statement = try CanonicalJSON.decode(
      Statement<Correction>.self, from: envelope.payload, what: "a correction")
    let correction = statement.predicate
    guard statement.type == statementType, statement.predicateType == PredicateType.correction,
      statement.subject.count == 1, statement.subject[0].digest.gitCommit == commit
    else { throw Problem(.badData, "it is no correction of this commit") }
    let policy = try policy(of: correction, among: policies)
    if let why = correction.whyUnfit { throw Problem(.badData, why) }
    let signer = try signer(of: envelope, among: policy.snapshot.signers(), at: nil)
    return SignedCorrection(
      id: try envelope.id(signedBy: signer.key), person: signer.person, correction: correction)
  }

  private static func policy(
    of correction: Correction, among policies: [PolicyEntry]
  ) throws(Problem) -> PolicyEntry {
    if let own = policies.first?.version.repository, own != correction.repository {
      throw Problem(
        .badData, "it was made for another repository, \(quoted(correction.repository, limit: 40))")
    }
    let named = policies.first {
      $0.version.version == correction.policy.version && $0.digest == correction.policy.digest
    }
    guard let named else {
      throw Problem(.badData, "it names a policy that this repository never had")
    }
    return named
  }
}

extension RecordStore {
  /// The corrections as they are now.
  public func corrections() throws(Problem) -> CorrectionNotes {
    try CorrectionNotes(snapshot[RefName.corrections], in: self)
  }

  /// The corrections that a release went by: those of the notes commit that its tag names.
  ///
  /// - Throws: `.badData` when that is not here.
  public func corrections(pinnedBy tag: Tag) throws(Problem) -> CorrectionNotes {
    try CorrectionNotes(correctionsHead(pinnedBy: tag), in: self)
  }

  /// The notes commit whose corrections a tag goes by; nil where it goes by none.
  ///
  /// - Throws: `.badData` when that, or the policy that judges it, is not here.
  public func correctionsHead(pinnedBy tag: Tag) throws(Problem) -> ObjectID? {
    guard let message = try repository.annotation(of: tag)?.message,
      let name = Message(message).values(of: correctionsTrailer).last
    else { return nil }
    guard let head = ObjectID(hex: name), repository.contains(head),
      snapshot[RefName.policy] != nil
    else {
      throw Problem(
        .badData,
        "the tag \(quoted(tag.name)) goes by corrections that are not here: "
          + quoted(name), hint: "relman sync")
    }
    return head
  }
}

/// The trailer of a tag that names the notes commit whose corrections count.
public let correctionsTrailer = "Corrections"
