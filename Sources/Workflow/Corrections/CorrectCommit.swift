import Records
import Git
import Release
import Trust

/// What a person wants to say of a commit.
public struct CorrectionRequest: Sendable {
  public var subject: String?
  public var type: String?
  public var scope: String?
  public var breaking: Bool?
  public var hidden: Bool?
  public var change: String?
  /// Takes back one's own correction.
  public var withdraws: Bool
  public var reason: String
  public var key: String?
  public var isDryRun: Bool

  public init(
    subject: String? = nil, type: String? = nil, scope: String? = nil, breaking: Bool? = nil,
    hidden: Bool? = nil, change: String? = nil, withdraws: Bool = false, reason: String,
    key: String? = nil, isDryRun: Bool = false
  ) {
    self.subject = subject
    self.type = type
    self.scope = scope
    self.breaking = breaking
    self.hidden = hidden
    self.change = change
    self.withdraws = withdraws
    self.reason = reason
    self.key = key
    self.isDryRun = isDryRun
  }
}

/// What `relman correct` answers.
public struct CorrectionResult: Encodable, Sendable {
  public var statement: Digest?
  public var commit: ObjectID
  public var person: String
  /// What the person says of the commit now, earlier corrections of theirs included.
  public var correction: Correction
  /// The release that has the commit already: its notes show the correction, its package does not.
  public var release: String?
}

/// Signs a correction of a commit and notes it on the commit.
///
/// It goes on from the person's own standing correction of the commit, and replaces it. Where two
/// clones made it two, it goes on from what they say together, and takes back the others.
///
/// - Throws: `.notFound` for an unknown commit or ticket, or where there is no policy;
///   `.notPermitted` when the policy does not know the key.
public func correctCommit(
  _ revision: String, _ request: CorrectionRequest, _ context: CommandContext
) async throws(Problem) -> CorrectionResult {
  let project = try Project.open(context)
  let repository = project.repository
  let commit = try project.revision(revision)
  let chain = try project.policy()
  let key = try SigningKey.find(request.key, in: repository, context)
  let person = try chain.person(with: key, at: context.now())
  let own = try project.store.corrections().corrections.statements(on: commit, by: person)
  var correction = Correction(
    repository: chain.rules.policy.repository, policy: chain.rules.reference,
    reason: request.reason, nonce: try nonce())
  try project.fill(&correction, request, after: own)
  correction.heads = try project.store.heads(addingTo: RefName.corrections)
  if let why = correction.whyUnfit { throw Problem(.usage, "this correction cannot count: \(why)") }
  let statements = try [correction] + own.dropLast().map(correction.withdrawing)
  let id =
    request.isDryRun
    ? nil : try await project.note(statements, on: commit, signedWith: key).first
  return CorrectionResult(
    statement: id, commit: commit, person: person, correction: correction,
    release: try project.release(of: commit)?.tag.name)
}

extension Correction {
  /// The same person takes back another statement.
  fileprivate func withdrawing(_ other: SignedCorrection) throws(Problem) -> Correction {
    var result = Correction(
      repository: repository, policy: policy, reason: reason, nonce: try Records.nonce())
    result.supersedes = other.id
    result.heads = heads
    return result
  }
}

extension Project {
  /// - Returns: the statements' ids.
  fileprivate func note(
    _ corrections: [Correction], on commit: ObjectID, signedWith key: SigningKey
  ) async throws(Problem) -> [Digest] {
    var lines: [[UInt8]] = []
    var ids: [Digest] = []
    for correction in corrections {
      let statement = Statement(
        about: "commit \(commit)", commit: commit, predicateType: PredicateType.correction,
        predicate: correction)
      let envelope = try await sign(statement, with: key, context)
      lines.append(Array(envelope.line.utf8))
      ids.append(try envelope.id(signedBy: key.publicKey))
    }
    try store.commit { transaction throws(Problem) in
      try transaction.addNote(lines: lines, on: commit, in: RefName.corrections)
    }
    return ids
  }

  fileprivate func fill(
    _ correction: inout Correction, _ request: CorrectionRequest, after own: [SignedCorrection]
  ) throws(Problem) {
    correction.supersedes = own.last?.id
    if request.withdraws {
      guard !own.isEmpty else {
        throw Problem(
          .notFound, "you have corrected nothing of this commit", hint: "relman correct --list")
      }
      return
    }
    func before<Value>(_ field: (Correction) -> Value?) -> Value? {
      own.compactMap { field($0.correction) }.last
    }
    correction.subject = request.subject ?? before(\.subject)
    correction.type = request.type ?? before(\.type)
    correction.scope = request.scope ?? before(\.scope)
    correction.breaking = request.breaking ?? before(\.breaking)
    correction.hidden = request.hidden ?? before(\.hidden)
    correction.change =
      try request.change.map { change throws(Problem) in
        try knownTicket(change)
      } ?? before(\.change)
  }

  private func knownTicket(_ id: String) throws(Problem) -> String {
    let known = try relmanNames(in: "changes").filter { $0.hasSuffix(".md") }
      .map { String($0.dropLast(3)) }
    guard known.contains(id) else {
      throw Problem(
        .notFound, "there is no ticket \(quoted(id))" + suggestion(for: id, among: known),
        hint: "relman change list")
    }
    return id
  }

  /// The first release that has a commit, where HEAD does not know better.
  fileprivate func release(of commit: ObjectID) throws(Problem) -> ReleaseTag? {
    for line in lines {
      let history = try ReleaseHistory(store, line: line)
      guard try history.owns(commit) else { continue }
      for release in history.releases.tags
      where try repository.isAncestor(commit, of: release.tag.commit) {
        return release
      }
    }
    return nil
  }
}
