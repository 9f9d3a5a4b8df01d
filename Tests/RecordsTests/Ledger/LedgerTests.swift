import Formats
import Git
import Release
import Scratch
import Testing
import Trust

@testable import Records

/// What an environment's records say together.
struct LedgerTests {
  private let sample: RecordsSample
  private let policy: PolicyReference
  private let verifier: RecordVerifier

  init() throws {
    sample = try RecordsSample()
    let rules = try sample.snapshot()
    let version = try PolicyVersion(1, after: nil, repository: "0123456789abcdef", snapshot: rules)
    let tip = try sample.policyCommit(version, rules, signedBy: [sample.key("ada")], on: [])
    policy = PolicyReference(version: 1, digest: try version.digest)
    verifier = RecordVerifier(try PolicyChain(at: tip, sample.store)) { _, _ in nil }
  }

  private var ledger: Ledger {
    get throws { Ledger(try sample.store, environment: "staging", verifier: verifier) }
  }

  private func deployment(
    _ id: String, _ tag: String, _ state: Deployment.State, _ action: Deployment.Action = .deploy,
    replaced: Package.Previous? = nil
  ) throws -> Deployment {
    Deployment(
      id: id, action: action, environment: "staging", package: "shop", tag: tag,
      digest: try Digest.sha256(Array(tag.utf8)), replaced: replaced,
      environmentDigest: try Digest.sha256([2]), policy: policy, state: state, by: "ada",
      startedAt: RecordsSample.now, targets: [])
  }

  /// Adds a record that Ada signed, and lets the ledger end there.
  @discardableResult
  private func add(_ deployment: Deployment, after tip: ObjectID?) throws -> ObjectID {
    let record = DeploymentRecord(
      deployment, after: tip, recordedAt: RecordsSample.now,
      session: .init(
        key: try SessionKey().publicKey.line,
        process: .init(host: "here", pid: 1, scope: "here", startedAtTicks: 1)))
    let statement = Statement(
      about: deployment.tag, digest: deployment.digest, predicateType: PredicateType.deployment,
      predicate: record)
    let envelope = try sample.key("ada").sign(CanonicalJSON.encode(statement))
    let id = try sample.commit(
      [
        "record.json": CanonicalJSON.encode(record), "record.dsse": Array(envelope.line.utf8),
        "log": [],
      ], on: tip.map { [$0] } ?? [])
    try sample.scratch.git("update-ref", RefName.deployments("staging"), id.hex)
    return id
  }

  private func add(_ deployments: [Deployment]) throws {
    for deployment in deployments { try add(deployment, after: ledger.tip) }
  }

  @Test func theReleaseThatRunsIsTheLastThatSucceeded() throws {
    #expect(try ledger.running() == nil)
    try add([deployment("d1", "v1", .planned), deployment("d1", "v1", .succeeded)])
    try add([deployment("d2", "v2", .planned), deployment("d2", "v2", .failed)])
    #expect(try ledger.running()?.tag == "v1")
    let before = try ledger.running()
    try add([deployment("d3", "v3", .succeeded, replaced: before)])
    #expect(try ledger.running()?.tag == "v3")
    try add([deployment("d4", "v3", .succeeded, .rollback, replaced: before)])
    #expect(try ledger.running()?.tag == "v1")
  }

  @Test func whatWasRolledBackStandsNoMore() throws {
    func standing() throws -> [String] { try ledger.standing().map(\.tag) }
    try add([deployment("d1", "v1", .succeeded), deployment("d2", "v2", .succeeded)])
    try add([deployment("d3", "v3", .reverted)])
    #expect(try standing() == ["v2", "v1"])
    try add([deployment("d4", "v2", .succeeded, .rollback)])
    #expect(try standing() == ["v1"])
    try add([deployment("d5", "v2", .succeeded)])
    #expect(try standing() == ["v2", "v1"])
  }

  @Test func eachDeploymentIsAsItsLastRecordSays() throws {
    try add([deployment("d1", "v1", .planned), deployment("d1", "v1", .applying)])
    #expect(try ledger.all().map(\.state) == [.applying])
    #expect(throws: Problem.self) { try ledger.requireIdle() }
    try add([deployment("d1", "v1", .succeeded), deployment("d2", "v2", .failed)])
    #expect(try ledger.all().map(\.state) == [.succeeded, .failed])
    try ledger.requireIdle()
  }

  @Test func aPackageHasItsOwnDeploymentsAlone() throws {
    try add([deployment("d1", "v1", .planned), deployment("d1", "v1", .succeeded)])
    try add([deployment("d2", "v2", .failed), deployment("d3", "v1", .applying)])
    var found: [Deployment] = []
    try ledger.deployments(of: Digest.sha256(Array("v1".utf8))) { entry in
      found.append(entry.deployment)
      return true
    }
    #expect(found.map(\.id) == ["d3", "d1"])
    #expect(found.map(\.state) == [.applying, .succeeded])
  }

  @Test func whatIsNoRecordIsPassedOver() throws {
    try add([deployment("d1", "v1", .succeeded)])
    let tip = try #require(try ledger.tip)
    let junk = try sample.commit(["junk": []], on: [tip])
    try sample.scratch.git("update-ref", RefName.deployments("staging"), junk.hex)
    #expect(try ledger.latest()?.deployment.id == "d1")
    try add([deployment("d2", "v2", .planned)])
    #expect(try ledger.all().map(\.id) == ["d1", "d2"])
  }

  @Test func recordsThatWentOnHereAndThereGiveWayWhereTheySayNoMore() throws {
    let base = try add(deployment("d1", "v1", .succeeded), after: nil)
    let junk = try sample.commit(["junk": []], on: [base])
    let same = try add(deployment("d2", "v2", .needsRepair), after: base)
    let other = try add(deployment("d3", "v3", .succeeded), after: base)
    func divergence(
      ours: (id: String, state: Deployment.State), from theirs: ObjectID
    ) throws -> Ledger.Divergence {
      try add(deployment(ours.id, "v2", ours.state), after: base)
      return try ledger.divergence(from: theirs)
    }
    #expect(try divergence(ours: ("d2", .applying), from: junk) == .theirsHoldsNone)
    #expect(try divergence(ours: ("d2", .applying), from: same) == .oursIsOutdated)
    #expect(try divergence(ours: ("d2", .planned), from: other) == .oursIsOutdated)
    #expect(try divergence(ours: ("d2", .applying), from: other) == .apart)
  }
}
