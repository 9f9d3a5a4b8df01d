import Formats
import Git
import Release
import Scratch
import Testing
import Trust

@testable import Records

/// Which lines of a note are statements, and whose.
struct VerifiedStatementsTests {
  private let sample: RecordsSample
  /// Its second version replaces the keys of Ada and Eve; Bob's has ended.
  private let chain: PolicyChain
  private let package: ObjectID
  private let newKey: SessionKey
  /// Eve's too, one that she signs with and one that only Git may take from her.
  private let evesKey: SessionKey
  private let gitKey: SessionKey

  init() throws {
    sample = try RecordsSample()
    newKey = try SessionKey()
    evesKey = try SessionKey()
    gitKey = try SessionKey()
    let rules = try sample.snapshot()
    let one = try PolicyVersion(1, after: nil, repository: "0123456789abcdef", snapshot: rules)
    var later = rules
    let lines = [
      "ada namespaces=\"relman\" \(newKey.publicKey.line)",
      "eve namespaces=\"relman\" \(evesKey.publicKey.line)",
      "eve namespaces=\"git\" \(gitKey.publicKey.line)",
      "bob namespaces=\"relman\",valid-before=\"20200101Z\" \(sample.key("bob").publicKey.line)",
    ]
    later.add(Array((lines.joined(separator: "\n") + "\n").utf8), as: PolicySnapshot.signersName)
    let two = try PolicyVersion(2, after: one.digest, repository: one.repository, snapshot: later)
    let root = try sample.policyCommit(one, rules, signedBy: [sample.key("ada")], on: [])
    let tip = try sample.policyCommit(two, later, signedBy: [sample.key("ada")], on: [root])
    chain = try PolicyChain(at: tip, sample.store)
    package = try sample.commit(["package.json": []], on: [])
  }

  private func line(
    _ key: SessionKey, _ change: (inout Statement<Approval>) -> Void = { _ in }
  ) throws -> String {
    let approval = Approval(
      decision: .approve, environment: "staging", environmentDigest: try Digest.sha256([1]),
      repository: "0123456789abcdef", policy: chain.inForce.reference, roles: ["operator"],
      nonce: "1")
    var statement = Statement(
      about: "shop@1.0.0", digest: try Digest.sha256([2]), predicateType: PredicateType.approval,
      predicate: approval)
    change(&statement)
    return try key.sign(CanonicalJSON.encode(statement)).line
  }

  /// The persons whose statements a note of these lines holds, and whether their keys may sign now.
  private func read(_ lines: String...) throws -> [String: Bool] {
    try sample.scratch.write("note", lines.joined(separator: "\n") + "\n")
    let blob = try sample.scratch.git("hash-object", "-w", "note")
    // What was ever noted counts.
    try sample.scratch.git("update-ref", "-d", RefName.approvals)
    try sample.scratch.git(
      "notes", "--ref", RefName.approvals, "add", "-f", "-C", blob, package.hex)
    let found = try VerifiedStatements<Approval>(
      PredicateType.approval, on: package,
      in: sample.store.notes(RefName.approvals), by: chain, at: RecordsSample.now)
    return Dictionary(
      found.statements.map { ($0.person, $0.isKeyCurrent) }, uniquingKeysWith: { $0 && $1 })
  }

  @Test func whatAKnownKeySignedIsAStatement() throws {
    #expect(try read(line(newKey)) == ["ada": true])
    #expect(try read(line(SessionKey()), "garbage", "") == [:])
  }

  @Test func whatAKeyThatMayNoLongerSignHasSignedIsReadAsThat() throws {
    #expect(try read(line(sample.key("ada"))) == ["ada": false])
    #expect(
      try read(line(sample.key("eve")), line(sample.key("bob"))) == ["eve": false, "bob": false])
  }

  @Test func aStatementIsAnApprovalOfOnePackage() throws {
    #expect(try read(line(newKey) { $0.type = "another" }) == [:])
    #expect(try read(line(newKey) { $0.predicateType = PredicateType.evidence }) == [:])
    #expect(try read(line(newKey) { $0.subject += $0.subject }) == [:])
    #expect(try read(line(newKey) { $0.subject = [] }) == [:])
  }

  @Test func aKeyActsForItsPersonWithinItsWindowAndForItsPurpose() throws {
    func person(_ key: SessionKey) -> String? {
      do throws(Problem) {
        return try chain.person(
          with: SigningKey(path: "key", publicKey: key.publicKey), at: RecordsSample.now)
      } catch {
        return nil
      }
    }
    #expect(person(newKey) == "ada")
    #expect(person(evesKey) == "eve")
    #expect(person(gitKey) == nil)
    #expect(person(sample.key("bob")) == nil)
    #expect(person(sample.key("ada")) == nil)
    let stranger = try SessionKey()
    #expect(person(stranger) == nil)
  }

  @Test func onlyAnOwnerPublishes() throws {
    func key(_ key: SessionKey) -> SigningKey {
      SigningKey(path: "key", publicKey: key.publicKey)
    }
    #expect(try chain.owner(with: key(newKey), at: RecordsSample.now) == "ada")
    #expect(throws: Problem.self) {
      try chain.owner(with: key(evesKey), at: RecordsSample.now)
    }
  }
}
