/// The corrections of each commit that count, field by field.
///
/// What its author has superseded no longer counts. What is left of several people is taken
/// together in the order of the statements' ids, so that order and duplicates make no difference
/// and every clone says the same.
public struct Corrections: Hashable, Sendable {
  private var standing: [ObjectID: [SignedCorrection]] = [:]

  public init() {}

  public init(_ statements: [ObjectID: [SignedCorrection]]) {
    for (commit, all) in statements {
      let replaced = Self.replaced(among: all)
      var known: Set<Digest> = []
      let counting = all.filter { !replaced.contains($0.id) && known.insert($0.id).inserted }
        .filter { !$0.correction.isEmpty }.sorted { $0.id < $1.id }
      if !counting.isEmpty { standing[commit] = counting }
    }
  }

  private static func replaced(among statements: [SignedCorrection]) -> Set<Digest> {
    let authors = Dictionary(statements.map { ($0.id, $0.person) }, uniquingKeysWith: { $1 })
    return Set(
      statements.compactMap { statement in
        statement.correction.supersedes.flatMap { authors[$0] == statement.person ? $0 : nil }
      })
  }

  public var isEmpty: Bool { standing.isEmpty }

  /// The commits that any counts for.
  public var commits: Set<ObjectID> { Set(standing.keys) }

  /// What counts for a commit, by the ids of the statements.
  public func statements(on commit: ObjectID) -> [SignedCorrection] {
    standing[commit] ?? []
  }

  /// What a person says of a commit; more than one statement where they were made in two clones
  /// that did not know of each other.
  public func statements(on commit: ObjectID, by person: String) -> [SignedCorrection] {
    statements(on: commit).filter { $0.person == person }
  }

  /// Fields of a commit that were corrected differently, and by whom: by two people, or by one in
  /// two clones.
  public func disputes() -> [(commit: ObjectID, field: String, people: [String])] {
    standing.sorted { $0.key < $1.key }.flatMap { commit, statements in
      Self.fields.compactMap { name, value in
        let said = statements.filter { value($0.correction) != nil }
        guard Set(said.map { value($0.correction) }).count > 1 else { return nil }
        return (commit, name, Set(said.map(\.person)).sorted())
      }
    }
  }

  public func applied(to commits: [CommitSummary]) -> [CommitSummary] {
    guard !isEmpty else { return commits }
    return commits.map { commit in
      var commit = commit
      for statement in statements(on: commit.id) {
        commit.correct(statement.correction, by: statement.id)
      }
      return commit
    }
  }

  private static let fields: [(String, @Sendable (Correction) -> String?)] = [
    ("subject", { $0.subject }), ("type", { $0.type }), ("scope", { $0.scope }),
    ("breaking", { $0.breaking.map { "\($0)" } }), ("hidden", { $0.hidden.map { "\($0)" } }),
    ("change", { $0.change }),
  ]
}

extension CommitSummary {
  /// Takes over what a correction says.
  mutating func correct(_ correction: Correction, by id: Digest) {
    if let subject = correction.subject {
      original = original ?? self.subject
      self.subject = subject
    }
    if let type = correction.type { reclass(as: type) }
    scope = correction.scope ?? scope
    breaking = correction.breaking ?? breaking
    if correction.breaking == false { breakingNote = nil }
    isHidden = correction.hidden ?? isHidden
    change = correction.change ?? change
    corrected.append(id)
  }
}
