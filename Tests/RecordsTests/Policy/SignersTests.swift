import Formats
import Git
import Records
import Release
import Scratch
import Testing

/// A key that a later version replaced still says who signed what names the older version.
struct SignersTests {
  private let scratch: Scratch
  private let store: RecordStore

  init() throws {
    scratch = try Scratch.repository()
    for name in ["old", "new"] {
      scratch.environment["KEY"] = scratch.path("../\(name)")
      try scratch.sh("ssh-keygen -q -t ed25519 -N '' -C '' -f \"$KEY\"")
    }
    var environment = scratch.environment
    environment["XDG_STATE_HOME"] = nil
    store = RecordStore(
      try Repository.open(at: scratch.path),
      CommandContext(
        folder: scratch.path, environment: environment,
        systemFolder: scratch.path("../etc"), systemState: scratch.path("../var"),
        now: { Instant(seconds: 1_767_600_000) }, say: { _ in }, isInterrupted: { false },
        checkpoint: { _ throws(Problem) in }))
  }

  private func key(_ name: String) throws -> SigningKey {
    try SigningKey.find(scratch.path("../\(name)"), in: store.repository, store.context)
  }

  private func snapshot(_ name: String) throws -> PolicySnapshot {
    let policy = Policy(
      repository: "0123456789abcdef", people: ["ada": .init(mails: [])], roles: [:],
      owners: .init(people: ["ada"]))
    var snapshot = PolicySnapshot()
    snapshot.add(Array(policyText(policy).utf8), as: PolicySnapshot.policyName)
    let line = try key(name).publicKey.line
    snapshot.add(
      Array("ada namespaces=\"relman\" \(line)\n".utf8), as: PolicySnapshot.signersName)
    return snapshot
  }

  @Test func aVersionOnceInForceStillNamesItsKeys() async throws {
    let first = try await PolicyDraft(snapshot("old"), after: nil).signed(with: key("old"), store)
    try first.store(after: nil, in: store)
    let before = try PolicyChain.read(store)
    let second = try await PolicyDraft(snapshot("new"), after: before.inForce)
      .signed(with: key("old"), store)
    try second.store(after: before.tip, in: store)

    let chain = try PolicyChain.read(store)
    #expect(chain.signers.map(\.key) == [try key("new").publicKey])
    let older = PolicyReference(version: 1, digest: first.digest)
    #expect(try chain.signers(of: older).map(\.key) == [try key("old").publicKey])
    let strange = PolicyReference(version: 2, digest: first.digest)
    #expect(throws: Problem.self) { try chain.signers(of: strange) }
    #expect(throws: Problem.self) { try chain.person(with: try key("old")) }
  }
}
