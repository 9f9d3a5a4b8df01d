import Git
import Release
import Scratch
import Testing
import Trust

@testable import Records

/// Which policy a machine believes, by what it was told and has seen.
struct TrustStoreTests {
  private let sample: RecordsSample
  private let snapshot: PolicySnapshot
  private let first: PolicyVersion
  private let root: ObjectID

  /// Everything that is here is the remote's too.
  init() throws {
    sample = try RecordsSample()
    snapshot = try sample.snapshot()
    first = try PolicyVersion(1, after: nil, repository: "0123456789abcdef", snapshot: snapshot)
    root = try sample.policyCommit(first, snapshot, signedBy: [sample.key("ada")], on: [])
    try sample.scratch.git("remote", "add", "origin", "https://forge.example/shop")
    try sample.scratch.sh("mkdir -p ../home ../etc")
  }

  private func second() throws -> ObjectID {
    let version = try PolicyVersion(
      2, after: first.digest, repository: first.repository, snapshot: snapshot)
    return try sample.policyCommit(version, snapshot, signedBy: [sample.key("ada")], on: [root])
  }

  /// Eve's own policy, under an id of her choice.
  private func eves(_ repository: String) throws -> ObjectID {
    let rules = try sample.snapshot(owners: ["eve"], repository: repository)
    return try sample.policyCommit(
      PolicyVersion(1, after: nil, repository: repository, snapshot: rules), rules,
      signedBy: [sample.key("eve")], on: [])
  }

  /// What becomes of a policy: nil when it is believed.
  private func refusal(of tip: ObjectID, pin: String? = nil) throws -> Problem.Kind? {
    try sample.scratch.git("update-ref", RefName.policy, tip.hex)
    try sample.scratch.git("update-ref", "refs/relman-remote/origin/relman/policy", tip.hex)
    let store = try RecordStore(Repository.open(at: sample.scratch.path), context(pin: pin))
    do throws(Problem) {
      _ = try PolicyChain.read(store)
      return nil
    } catch {
      return error.kind
    }
  }

  private func context(pin: String?) -> CommandContext {
    var context = sample.context
    context.environment["RELMAN_PIN"] = pin
    return context
  }

  private var known: String { "../home/.config/relman/known_repositories" }

  @Test func theFirstPolicyIsPinnedAndAnotherIsRefused() throws {
    #expect(try refusal(of: root) == nil)
    #expect(try sample.scratch.read(known).hasPrefix("forge.example/shop \(first.repository) "))
    #expect(try refusal(of: eves("fedcba9876543210")) == .badData)
    #expect(try refusal(of: eves(first.repository)) == .badData)
    #expect(try refusal(of: root) == nil)
  }

  @Test func thePinAloneRefusesAnotherPolicy() throws {
    #expect(try refusal(of: root) == nil)
    for repository in ["fedcba9876543210", first.repository] {
      try sample.scratch.sh("rm -r ../home/.local/state")
      #expect(try refusal(of: eves(repository)) == .badData)
      #expect(!sample.scratch.exists("../home/.local/state"))
      #expect(try refusal(of: root) == nil)
    }
  }

  @Test func anotherIDUnderThePinnedDigestIsRefused() throws {
    #expect(try refusal(of: root) == nil)
    let text = try sample.scratch.read(known)
    try sample.scratch.sh("sed -i s/\(first.repository)/fedcba9876543210/ \(known)")
    #expect(try refusal(of: root) == .badData)
    try sample.scratch.write(known, text)
    #expect(try refusal(of: root) == nil)
  }

  @Test func lessThanWasSeenIsRefused() throws {
    let tip = try second()
    #expect(try refusal(of: root) == nil)
    #expect(try refusal(of: tip) == nil)
    #expect(try refusal(of: root) == .badData)
    #expect(try refusal(of: tip) == nil)
  }

  @Test func anOlderTipOfAnyRefIsRefused() throws {
    let (ref, theirs) = (RefName.approvals, "refs/relman-remote/origin/notes/approvals")
    let older = try sample.commit(["a": []], on: [])
    let newer = try sample.commit(["a": [1]], on: [older])
    func point(at tip: ObjectID) throws {
      try sample.scratch.git("update-ref", ref, tip.hex)
      try sample.scratch.git("update-ref", theirs, tip.hex)
    }
    try point(at: older)
    #expect(try refusal(of: root) == nil)
    try point(at: newer)
    #expect(try refusal(of: root) == nil)
    try point(at: older)
    #expect(try refusal(of: root) == .badData)
    try point(at: try sample.commit(["a": [2]], on: [older]))
    #expect(try refusal(of: root) == .badData)
    try sample.scratch.git("update-ref", "-d", ref)
    #expect(try refusal(of: root) == .badData)
    try point(at: newer)
    #expect(try refusal(of: root) == nil)
  }

  @Test func whatOnlyThisCloneHasIsNotSeen() throws {
    let (ref, theirs) = (RefName.approvals, "refs/relman-remote/origin/notes/approvals")
    let older = try sample.commit(["a": []], on: [])
    let newer = try sample.commit(["a": [1]], on: [older])
    try sample.scratch.git("update-ref", theirs, older.hex)
    try sample.scratch.git("update-ref", ref, newer.hex)
    #expect(try refusal(of: root) == nil)
    try sample.scratch.git("update-ref", ref, older.hex)
    #expect(try refusal(of: root) == nil)
  }

  @Test func aPinThatIsGivenIsOneOfTheVersions() throws {
    let pin = try first.digest.hex
    #expect(try refusal(of: root, pin: pin) == nil)
    #expect(!sample.scratch.exists(known))
    #expect(try refusal(of: eves(first.repository), pin: pin) == .badData)
    #expect(try refusal(of: root, pin: String(repeating: "1", count: 64)) == .badData)
    #expect(try refusal(of: root, pin: "1234") == .usage)
  }

  @Test func aRunnerWithAPinGoesOnWithoutAMemory() throws {
    try sample.scratch.write("../home/.local", "in the way")
    #expect(try refusal(of: root, pin: first.digest.hex) == nil)
    #expect(try refusal(of: root) == .inputOutput)
  }

  @Test func anAdministratorsFileIsTheOnlyOne() throws {
    #expect(try refusal(of: root) == nil)
    try sample.scratch.write("../etc/known_repositories", "# none yet\n")
    #expect(try refusal(of: root) == .notPermitted)
    let line = "forge.example/shop \(first.repository) \(try first.digest)\n"
    try sample.scratch.write("../etc/known_repositories", line)
    #expect(try refusal(of: root) == nil)
    let other = line.replacing("shop ", with: "other ")
    try sample.scratch.write("../etc/known_repositories", other)
    #expect(try refusal(of: root) == .notPermitted)
  }

  @Test func aSyncTrustsTheSamePolicyWithTheNewestVersionThatWasSeen() throws {
    let tip = try second()
    #expect(try refusal(of: tip) == nil)
    let chain = try PolicyChain.read(sample.store)
    let trust = try TrustStore(sample.store)
    #expect(try trust.trusted(tip, like: chain) != nil)
    #expect(try trust.trusted(root, like: chain) == nil)
    #expect(try trust.trusted(eves(first.repository), like: chain) == nil)
    #expect(try trust.trusted(sample.commit(["a": []], on: []), like: chain) == nil)
    try sample.scratch.sh("rm -r ../home/.local/state")
    #expect(try trust.trusted(eves(first.repository), like: chain) == nil)
    #expect(try refusal(of: tip) == nil)
    try trust.accept(PolicyChain(at: root, sample.store))
    #expect(try trust.trusted(root, like: chain) != nil)
  }

  @Test func aKnownRepositoryIsNotFoundedAnew() throws {
    #expect(try refusal(of: root) == nil)
    let other = try sample.snapshot(owners: ["eve"], repository: first.repository)
    let trust = try TrustStore(sample.store)
    #expect(throws: Problem.self) { try trust.found(PolicyDraft(other, after: nil)) }
    try trust.found(PolicyDraft(snapshot, after: nil))
  }
}
