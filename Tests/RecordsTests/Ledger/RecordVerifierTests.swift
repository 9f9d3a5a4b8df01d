import Formats
import Git
import Release
import Testing
import Trust

@testable import Records

/// Which commits of a ledger are records, whatever somebody signs and pushes.
struct RecordVerifierTests {
  private let sample: RecordsSample
  private let chain: PolicyChain
  private let root: ObjectID
  private let session: SessionKey
  /// Ada's record that begins a deployment.
  private let first: DeploymentRecord
  private let policies: [PolicyReference]

  /// The operators of both versions are Ada and Bob.
  init() throws {
    sample = try RecordsSample()
    session = try SessionKey()
    let rules = try sample.snapshot()
    let one = try PolicyVersion(1, after: nil, repository: "0123456789abcdef", snapshot: rules)
    let two = try PolicyVersion(
      2, after: one.digest, repository: "0123456789abcdef", snapshot: rules)
    policies = try [one, two].map { PolicyReference(version: $0.version, digest: try $0.digest) }
    let below = try sample.policyCommit(one, rules, signedBy: [sample.key("ada")], on: [])
    let tip = try sample.policyCommit(two, rules, signedBy: [sample.key("ada")], on: [below])
    chain = try PolicyChain(at: tip, sample.store)
    root = try sample.commit(["README": []], on: [])
    first = DeploymentRecord(
      Deployment(
        id: "d1", action: .deploy, environment: "staging", package: "shop", tag: "v1.0.0",
        digest: try Digest.sha256([1]), environmentDigest: try Digest.sha256([2]),
        policy: policies[0], by: "ada", startedAt: RecordsSample.now, targets: []),
      after: root, recordedAt: RecordsSample.now,
      session: .init(
        key: session.publicKey.line,
        process: .init(host: "here", pid: 1, scope: "here", startedAtTicks: 1)))
  }

  private func statement(
    _ record: DeploymentRecord, _ change: (inout Statement<DeploymentRecord>) -> Void = { _ in }
  ) -> Statement<DeploymentRecord> {
    var statement = Statement(
      about: record.deployment.tag, digest: record.deployment.digest,
      predicateType: PredicateType.deployment, predicate: record)
    change(&statement)
    return statement
  }

  /// Why a commit of this record is none; nil where it is one.
  private func why(
    _ record: DeploymentRecord, signedBy key: SessionKey, opening: Envelope? = nil,
    on parents: [ObjectID]? = nil, by verifier: RecordVerifier? = nil,
    says change: (inout Statement<DeploymentRecord>) -> Void = { _ in },
    files alter: (inout [String: [UInt8]]) -> Void = { _ in }
  ) throws -> String? {
    let signature = try key.sign(CanonicalJSON.encode(statement(record, change))).line
    var files = [
      "record.json": try CanonicalJSON.encode(record), "record.dsse": Array(signature.utf8),
      "log": [],
    ]
    if let opening { files["session.dsse"] = Array(opening.line.utf8) }
    alter(&files)
    let id = try sample.commit(files, on: parents ?? [root])
    do throws(Problem) {
      _ = try (verifier ?? RecordVerifier(chain) { _, _ in nil }).verify(
        LedgerFiles(of: id, in: sample.store.repository), of: sample.store.repository.commit(id),
        in: "staging")
      return nil
    } catch {
      return error.message
    }
  }

  /// The same of the first record, as Ada signed it after `change`.
  private func whyFirst(
    signedBy person: String = "ada", _ change: (inout DeploymentRecord) -> Void
  ) throws -> String? {
    var record = first
    change(&record)
    return try why(record, signedBy: sample.key(person))
  }

  /// The same of a record that the session's key signed after the first.
  private func whyNext(
    signedBy key: SessionKey? = nil, _ change: (inout DeploymentRecord) throws -> Void
  ) throws -> String? {
    var record = first
    record.session = nil
    record.deployment.state = .applying
    try change(&record)
    let opening = try sample.key("ada").sign(CanonicalJSON.encode(statement(first)))
    return try why(record, signedBy: key ?? session, opening: opening)
  }

  @Test func whatADeployerSignsIsARecordAndWhatTheirSessionSigns() throws {
    #expect(try whyFirst { _ in } == nil)
    #expect(try whyFirst(signedBy: "bob") { $0.deployment.by = "bob" } == nil)
    #expect(try whyNext { _ in } == nil)
  }

  @Test func aRecordIsMadeForOnePlace() throws {
    let place = "it is not where it was made for"
    let other = try sample.commit(["README": [1]], on: [])
    #expect(try whyFirst { $0.after = other } == place)
    #expect(try whyFirst { $0.after = nil } == place)
    #expect(try why(first, signedBy: sample.key("ada"), on: [root, other]) == place)
    #expect(try why(first, signedBy: sample.key("ada"), on: []) == place)
    #expect(
      try whyFirst { $0.deployment.environment = "production" }
        == "it is a record of \"production\"")
  }

  @Test func whoActsHasSignedAndMayDeploy() throws {
    #expect(
      try whyFirst(signedBy: "bob") { _ in } == "it says that \"ada\" acted, and bob signed it")
    #expect(
      try whyFirst(signedBy: "eve") { $0.deployment.by = "eve" }?
        .hasPrefix("eve has no role that may deploy to staging") == true)
    #expect(try why(first, signedBy: session) != nil)
    #expect(try whyFirst { $0.session = nil } == "it opens no session")
  }

  @Test func aRecordGoesByAPolicyThatWasInForce() throws {
    let never = "it goes by a policy that was never in force"
    #expect(try whyFirst { $0.deployment.policy = policies[1] } == nil)
    #expect(try whyFirst { $0.deployment.policy.digest = $0.deployment.digest } == never)
    #expect(try whyFirst { $0.deployment.policy.version = 2 } == never)
    #expect(try whyFirst { $0.deployment.policy.version = 3 } == never)
  }

  @Test func aSessionIsForOneDeploymentOfOnePerson() throws {
    let other = "its session was opened for another deployment"
    #expect(try whyNext { $0.deployment.id = "d2" } == other)
    #expect(try whyNext { $0.deployment.by = "bob" } == other)
    #expect(try whyNext { $0.deployment.digest = try Digest.sha256([3]) } == other)
    #expect(try whyNext { $0.deployment.policy = policies[1] } == other)
    #expect(try whyNext { $0.session = first.session } == other)
    #expect(try whyNext(signedBy: sample.key("eve")) { _ in } != nil)
    #expect(try whyNext(signedBy: sample.key("bob")) { _ in } != nil)
  }

  @Test func whatWasSignedIsTheRecordAboutThePackage() throws {
    let ada = sample.key("ada")
    let none = "it is no statement about a deployment"
    #expect(try why(first, signedBy: ada) { $0.type = "another" } == none)
    #expect(try why(first, signedBy: ada) { $0.predicateType = PredicateType.approval } == none)
    #expect(try why(first, signedBy: ada) { $0.subject += $0.subject } == none)
    let other = try Digest.sha256([3])
    #expect(try why(first, signedBy: ada) { $0.subject[0].digest.sha256 = other } == none)
    #expect(
      try why(first, signedBy: ada) { $0.predicate.deployment.tag = "v2.0.0" }
        == "its record.json is not what was signed")
  }

  @Test func theFilesAreOneRecordAndOneSignature() throws {
    let ada = sample.key("ada")
    #expect(try why(first, signedBy: ada, files: { $0["record.dsse"] = nil }) == "it is not signed")
    #expect(
      try why(first, signedBy: ada, files: { $0["record.json"] = nil })
        == "its record.json is not what was signed")
    #expect(
      try why(first, signedBy: ada, files: { $0["record.dsse"]?.append(0x0a) }) == nil)
    #expect(
      try why(first, signedBy: ada, says: { _ in }) {
        let line = $0["record.dsse"] ?? []
        $0["record.dsse"] = line + [0x0a] + line
      } == "a signature is not one line")
  }

  @Test func whatLetsAPackageInIsAskedOnceForEachSession() throws {
    var asked: [ObjectID?] = []
    let verifier = RecordVerifier(chain) { entry, _ in
      asked.append(entry.record.after)
      return entry.deployment.id == "d1" ? nil : "it is refused"
    }
    let ada = sample.key("ada")
    let opening = try ada.sign(CanonicalJSON.encode(statement(first)))
    var next = first
    next.session = nil
    #expect(try why(first, signedBy: ada, by: verifier) == nil)
    #expect(try why(next, signedBy: session, opening: opening, by: verifier) == nil)
    #expect(asked.count == 1)
    var other = first
    other.deployment.id = "d2"
    #expect(try why(other, signedBy: ada, by: verifier) == "it is refused")
    #expect(asked.count == 2)
  }

  @Test func whatLeadsBackNeedsNothingThatLetsItIn() throws {
    let verifier = RecordVerifier(chain) { _, _ in "it is refused" }
    let ada = sample.key("ada")
    for state in Deployment.State.allCases {
      var record = first
      record.deployment.state = state
      let refusal = state.goesForward ? "it is refused" : nil
      #expect(try why(record, signedBy: ada, by: verifier) == refusal, "\(state)")
      record.deployment.action = .rollback
      #expect(try why(record, signedBy: ada, by: verifier) == nil, "\(state)")
    }
  }
}
