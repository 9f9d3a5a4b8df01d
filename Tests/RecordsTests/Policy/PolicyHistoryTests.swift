import Formats
import Git
import Release
import Testing
import Trust

@testable import Records

/// Which versions are in force, whatever somebody signs and pushes.
struct PolicyHistoryTests {
  private let sample: RecordsSample
  /// Ada and Bob own it, and both must sign.
  private let both: PolicySnapshot
  /// Eve alone owns it.
  private let eves: PolicySnapshot
  private let first: PolicyVersion
  private let root: ObjectID

  init() throws {
    sample = try RecordsSample()
    both = try sample.snapshot(owners: ["ada", "bob"], threshold: 2)
    eves = try sample.snapshot(owners: ["eve"])
    first = try PolicyVersion(1, after: nil, repository: "0123456789abcdef", snapshot: both)
    root = try sample.policyCommit(
      first, both, signedBy: [sample.key("ada"), sample.key("bob")], on: [])
  }

  private func version(
    _ snapshot: PolicySnapshot, number: Int = 2, after previous: Digest? = nil,
    repository: String = "0123456789abcdef"
  ) throws -> PolicyVersion {
    try PolicyVersion(
      number, after: try previous ?? first.digest, repository: repository, snapshot: snapshot)
  }

  private func push(
    _ version: PolicyVersion, _ snapshot: PolicySnapshot, signedBy people: [String],
    on parents: [ObjectID]? = nil
  ) throws -> ObjectID {
    try sample.policyCommit(
      version, snapshot, signedBy: people.map(sample.key), on: parents ?? [root])
  }

  private func history(_ tip: ObjectID) throws -> PolicyHistory {
    try PolicyHistory(of: tip, in: sample.store.repository)
  }

  /// The numbers of what was in force, of what waits, and why the rest does not count.
  private func expect(
    _ tip: ObjectID, signed: [Int], proposals: [Int] = [], ignored: [String] = [],
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let history = try history(tip)
    #expect(history.signed.map(\.version.version) == signed, sourceLocation: location)
    #expect(history.proposals.map(\.version.version) == proposals, sourceLocation: location)
    #expect(history.ignored.count == ignored.count, sourceLocation: location)
    for (one, why) in zip(history.ignored, ignored) {
      #expect(one.why.contains(why), sourceLocation: location)
    }
  }

  @Test func asManyOwnersSignAsTheVersionBeforeAsksFor() throws {
    let next = try version(eves)
    try expect(push(next, eves, signedBy: ["ada", "bob"]), signed: [1, 2])
    try expect(push(next, eves, signedBy: ["ada"]), signed: [1], proposals: [2])
    let none = ["no owner has signed its version 2"]
    try expect(push(next, eves, signedBy: []), signed: [1], ignored: none)
    try expect(push(next, eves, signedBy: ["eve"]), signed: [1], ignored: none)
    try expect(push(next, eves, signedBy: ["eve", "ada"]), signed: [1], proposals: [2])
    try expect(push(next, eves, signedBy: ["ada", "ada"]), signed: [1], proposals: [2])
  }

  @Test func signaturesOfOneVersionAddUp() throws {
    let next = try version(eves)
    let adas = try push(next, eves, signedBy: ["ada"])
    let twice = try push(next, eves, signedBy: ["ada"], on: [adas])
    try expect(twice, signed: [1], proposals: [2])
    try expect(push(next, eves, signedBy: ["bob"], on: [twice]), signed: [1, 2])
  }

  @Test func aSignatureSaysOneVersion() throws {
    let (next, other) = (try version(eves), try version(both))
    let tip = try sample.policyCommit(
      next, eves, signedBy: [], on: [root]
    ) { files in
      do {
        let claim = Statement(
          about: "policy", digest: try other.digest, predicateType: PredicateType.policy,
          predicate: PolicyClaim(
            version: 2, repository: next.repository, previous: next.previous))
        let lines = try ["ada", "bob"].map {
          try sample.key($0).sign(CanonicalJSON.encode(claim)).line + "\n"
        }
        files[PolicyVersion.signaturesName] = Array(lines.joined().utf8)
      } catch {
        Issue.record(error)
      }
    }
    try expect(tip, signed: [1], ignored: ["no owner has signed"])
  }

  @Test func aVersionFollowsTheOneInForce() throws {
    let not = ["does not follow version 1"]
    func refused(_ version: PolicyVersion, _ snapshot: PolicySnapshot) throws {
      try expect(push(version, snapshot, signedBy: ["ada", "bob"]), signed: [1], ignored: not)
    }
    try refused(version(both, number: 3), both)
    try refused(version(both, number: 1), both)
    try refused(version(both, after: Digest.sha256([1])), both)
    let moved = try sample.snapshot(owners: ["ada", "bob"], repository: "fedcba9876543210")
    try refused(version(moved, repository: "fedcba9876543210"), moved)
    try refused(version(moved), moved)
  }

  @Test func theFirstVersionIsSignedByItsOwnOwnersAndNamesItsRepository() throws {
    try expect(push(first, both, signedBy: ["ada", "bob"], on: []), signed: [1])
    try expect(push(first, both, signedBy: ["ada"], on: []), signed: [], proposals: [1])
    let other = try PolicyVersion(1, after: nil, repository: "fedcba9876543210", snapshot: both)
    try expect(
      push(other, both, signedBy: ["ada", "bob"], on: []), signed: [], ignored: ["does not follow"])
  }

  @Test func aVersionThatIsInForceGetsSignaturesFromTheOwnersBefore() throws {
    let next = try version(eves)
    let tip = try push(next, eves, signedBy: ["ada", "bob"])
    let more = try push(next, eves, signedBy: ["eve"], on: [tip])
    try expect(more, signed: [1, 2])
    #expect(try history(more).inForce?.envelopes.count == 2)
    let third = try PolicyVersion(
      3, after: next.digest, repository: next.repository, snapshot: both)
    try expect(
      push(third, both, signedBy: ["ada", "bob"], on: [more]), signed: [1, 2],
      ignored: ["no owner has signed its version 3"])
    try expect(push(third, both, signedBy: ["eve"], on: [more]), signed: [1, 2, 3])
  }

  @Test func aMergeAndFilesThatTheVersionDoesNotNameCarryNothing() throws {
    let next = try version(eves)
    let merge = try push(
      next, eves, signedBy: ["ada", "bob"], on: [root, try sample.commit(["x": []], on: [])])
    try expect(merge, signed: [1], ignored: ["it is a merge"])
    for file in ["models/more.yaml", PolicySnapshot.policyName] {
      let more = try sample.policyCommit(
        next, eves, signedBy: [sample.key("ada"), sample.key("bob")], on: [root]
      ) { $0[file] = Array("risks: [low]\n".utf8) }
      try expect(more, signed: [1], ignored: ["holds files that its version.json does not name"])
    }
  }
}
