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
    store = try scratch.store()
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
    let store = try self.store.commit(first.add)
    let before = try PolicyChain.read(store)
    let second = try await PolicyDraft(snapshot("new"), after: before.inForce)
      .signed(with: key("old"), store)
    let chain = try PolicyChain.read(store.commit(second.add))
    #expect(chain.signers.map(\.key) == [try key("new").publicKey])
    let older = PolicyReference(version: 1, digest: first.digest)
    #expect(try chain.signers(of: older).map(\.key) == [try key("old").publicKey])
    let strange = PolicyReference(version: 2, digest: first.digest)
    #expect(throws: Problem.self) { try chain.signers(of: strange) }
    #expect(throws: Problem.self) { try chain.person(with: try key("old")) }
  }
}
