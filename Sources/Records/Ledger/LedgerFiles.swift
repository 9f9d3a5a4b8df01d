import Formats
import Git
import Release

/// The files of one commit of a ledger, read within bounds; what they say is checked elsewhere.
struct LedgerFiles {
  private let recordBytes: [UInt8]?
  private let signatureBytes: [UInt8]?
  private let openingBytes: [UInt8]?

  static let recordName = "record.json"
  static let logName = "log"
  /// This record's statement, signed.
  static let signatureName = "record.dsse"
  /// In a record that a session's key signed: the statement that opened the session, which a person
  /// signed.
  static let sessionName = "session.dsse"

  /// - Throws: for an object that is missing or damaged, and for nothing else; a file that is none,
  ///   or too large for a record, is left out.
  init(of commit: ObjectID, in repository: Repository) throws(Problem) {
    recordBytes = try Self.bytes(Self.recordName, of: commit, in: repository)
    signatureBytes = try Self.bytes(Self.signatureName, of: commit, in: repository)
    openingBytes = try Self.bytes(Self.sessionName, of: commit, in: repository)
  }

  private static func bytes(
    _ name: String, of commit: ObjectID, in repository: Repository
  ) throws(Problem) -> [UInt8]? {
    guard let entry = try repository.entry(at: name, in: commit), entry.mode == .regular,
      try repository.blobSize(entry.id) <= Envelope.maximumByteCount + 1
    else { return nil }
    return try repository.blob(entry.id)
  }

  /// The package that a record says it is about, which nobody has checked; nil where it says none.
  ///
  /// - Throws: as `init`.
  static func package(of commit: ObjectID, in repository: Repository) throws(Problem) -> Digest? {
    guard let bytes = try bytes(recordName, of: commit, in: repository) else { return nil }
    do throws(Problem) {
      let record = try JSON(parsing: bytes, what: recordName)
      return record["digest"]?.string.flatMap { Digest(hex: $0) }
    } catch {
      return nil
    }
  }

  /// The signature of this record.
  func envelope() throws(Problem) -> Envelope {
    guard let signatureBytes else { throw Problem(.badData, "it is not signed") }
    return try Self.envelope(signatureBytes)
  }

  /// - Throws: `.badData` when what was signed is another record than `record.json`.
  func record(in envelope: Envelope) throws(Problem) -> DeploymentRecord {
    let record = try Self.statement(in: envelope)
    guard try CanonicalJSON.encode(record) == recordBytes else {
      throw Problem(.badData, "its \(Self.recordName) is not what was signed")
    }
    return record
  }

  /// Nil in a record that a person signed.
  func opening() throws(Problem) -> (DeploymentRecord, Envelope)? {
    guard let openingBytes else { return nil }
    let envelope = try Self.envelope(openingBytes)
    return (try Self.statement(in: envelope), envelope)
  }

  /// One line, with or without its end.
  private static func envelope(_ bytes: [UInt8]) throws(Problem) -> Envelope {
    let lines = textLines(bytes)
    guard lines.count == 1 else { throw Problem(.badData, "a signature is not one line") }
    return try Envelope(line: lines[0])
  }

  private static func statement(in envelope: Envelope) throws(Problem) -> DeploymentRecord {
    let statement = try CanonicalJSON.decode(
      Statement<DeploymentRecord>.self, from: envelope.payload, what: "a record")
    guard statement.type == statementType,
      statement.predicateType == PredicateType.deployment, statement.subject.count == 1,
      statement.subject[0].digest.sha256 == statement.predicate.deployment.digest
    else { throw Problem(.badData, "it is no statement about a deployment") }
    return statement.predicate
  }
}
