import Formats
import Git
import Release
import Trust

/// A version of the policy, read and checked against its own digests, with the signatures that its
/// commits hold.
public struct PolicyEntry {
  /// The first of its commits that was read: who proposed it.
  public let proposal: Commit
  /// The last: the one that brought the signatures that were missing.
  public private(set) var commit: Commit
  /// The commit with which it came into force; nil for a proposal.
  public private(set) var enactment: Commit?
  public let version: PolicyVersion
  public let digest: Digest
  public let snapshot: PolicySnapshot
  /// As they are in the commits; who made them is asked elsewhere.
  public private(set) var envelopes: [Envelope]

  /// What one version may hold; its files are written by hand.
  private static let bounds = TreeBounds(maximumFiles: 2_000, maximumBytes: 1 << 20)
  /// So many signatures of one version are looked at.
  private static let maximumSignatures = 1_000

  /// - Returns: nil, with the reason, for a commit that holds no version.
  /// - Throws: `.badData` for an object that is missing or damaged: without it nobody knows whether
  ///   its version is in force.
  static func read(
    _ line: LineCommit, in repository: Repository
  ) throws(Problem) -> (entry: PolicyEntry?, why: String) {
    guard line.parents.count < 2 else { return (nil, "it is a merge") }
    guard let commit = line.commit else { return (nil, "it names no author and committer") }
    guard let files = try repository.boundedFiles(of: commit, bounds) else {
      return (nil, "it holds more or larger files than a policy, or others")
    }
    do throws(Problem) {
      return (try PolicyEntry(commit, files), "")
    } catch {
      return (nil, error.message)
    }
  }

  private init(_ commit: Commit, _ files: [String: [UInt8]]) throws(Problem) {
    let what = "the policy commit \(commit.id.short)"
    guard let bytes = files[PolicyVersion.fileName] else {
      throw Problem(.badData, "\(what) holds no \(PolicyVersion.fileName)")
    }
    proposal = commit
    self.commit = commit
    version = try CanonicalJSON.decode(PolicyVersion.self, from: bytes, what: what)
    digest = try Digest.sha256(bytes)
    snapshot = PolicySnapshot(ofCommitWith: files)
    let rebuilt = try PolicyVersion(
      version.version, after: version.previous, repository: version.repository, snapshot: snapshot)
    guard rebuilt == version else {
      throw Problem(
        .badData, "\(what) holds files that its \(PolicyVersion.fileName) does not name")
    }
    envelopes = Self.envelopes(files[PolicyVersion.signaturesName] ?? [])
  }

  /// What is no envelope counts for nothing, and takes nothing from those beside it.
  private static func envelopes(_ bytes: [UInt8]) -> [Envelope] {
    var envelopes: [Envelope] = []
    for line in textLines(bytes).prefix(maximumSignatures) {
      do throws(Problem) {
        envelopes.append(try Envelope(line: line))
      } catch {
        continue
      }
    }
    return envelopes
  }

  /// The same version with another commit's signatures besides: two owners may have signed it at
  /// once, and a stranger's commit of it may leave some out.
  func joined(with other: PolicyEntry) -> PolicyEntry {
    var result = self
    result.commit = other.commit
    result.envelopes += other.envelopes
    return result
  }

  /// As it is once enough owners have signed.
  func enacted() -> PolicyEntry {
    var result = self
    result.enactment = commit
    return result
  }

  /// With the signatures alone that count.
  func keeping(_ counted: [Envelope]) -> PolicyEntry {
    var result = self
    result.envelopes = counted
    return result
  }

  /// The owners of `judge` who have signed this version. A key's window of validity is not asked: a
  /// version that was once in force stays so when a key has expired, and when somebody signed only
  /// they could say. `publish` and `sign` ask it, by the clock of whoever signs.
  public func owners(by judge: PolicySnapshot) throws(Problem) -> Set<String> {
    Set(try signatures(by: judge).map(\.owner))
  }

  /// The signatures by owners of `judge`, one of each.
  func signatures(
    by judge: PolicySnapshot
  ) throws(Problem) -> [(owner: String, envelope: Envelope)] {
    let owners = try judge.policy().owners.people
    let signers = try judge.signers()
    let claimed = try CanonicalJSON.encode(claim)
    var result: [(owner: String, envelope: Envelope)] = []
    for envelope in envelopes where envelope.payload == claimed {
      guard let person = knownSigner(of: envelope, among: signers), owners.contains(person),
        !result.contains(where: { $0.owner == person })
      else { continue }
      result.append((person, envelope))
    }
    return result
  }

  /// As a statement names it.
  public var reference: PolicyReference {
    PolicyReference(version: version.version, digest: digest)
  }

  /// What an owner signs.
  public var claim: Statement<PolicyClaim> {
    Statement(
      about: "policy", digest: digest, predicateType: PredicateType.policy,
      predicate: PolicyClaim(
        version: version.version, repository: version.repository, previous: version.previous))
  }

  /// A signature that is wrong, or by a key that the judge does not know, counts for nothing, and
  /// harms nothing.
  private func knownSigner(of envelope: Envelope, among signers: [AllowedSigner]) -> String? {
    do throws(Problem) {
      return try signer(of: envelope, among: signers, at: nil).person
    } catch {
      return nil
    }
  }
}
