import Git
import Release

/// The tips that facts name, held against those that are here.
public struct NamedHeads {
  public private(set) var missing: Set<MissingTip> = []
  private let store: RecordStore
  /// By ref, its tip and all that comes before it; none for a ref that is not here.
  private var known: [String: (tip: ObjectID?, commits: Set<ObjectID>)] = [:]

  public init(in store: RecordStore) { self.store = store }

  /// - Parameter person: who saw them, and whose word counts.
  public mutating func add(_ heads: Heads, seenBy person: String) throws(Problem) {
    missing.formUnion(try missing(among: heads, seenBy: person))
  }

  /// As `add`, for what holds nothing up: it is told, and not kept.
  public mutating func missing(
    among heads: Heads, seenBy person: String
  ) throws(Problem) -> Set<MissingTip> {
    var result: Set<MissingTip> = []
    for (ref, tip) in heads where try !isHere(tip, ref) {
      result.insert(MissingTip(ref: ref, tip: tip, here: known[ref]?.tip, person: person))
    }
    return result
  }

  /// What statements saw that their authors have neither replaced nor revoked, and who has a role
  /// today: the way out where somebody names what never was.
  public mutating func add<Predicate: NamesHeads>(
    _ statements: [SignedStatement<Predicate>], by rules: Rules
  ) throws(Problem) {
    let replaced = Set(
      statements.compactMap { statement in
        statement.predicate.supersedes.map { [statement.person, $0.hex] }
      })
    for statement in statements
    where statement.predicate.repository == rules.policy.repository
      && !rules.policy.roles(of: statement.person).isEmpty
      && !replaced.contains([statement.person, statement.id.hex])
    {
      try add(statement.predicate.heads, seenBy: statement.person)
    }
  }

  /// What relman keeps no ref for is nobody's tip.
  mutating func isHere(_ tip: ObjectID, _ ref: String) throws(Problem) -> Bool {
    switch RecordRef(ref) {
    case .policy, .notes, .deployments: break
    case .package, nil: return true
    }
    if known[ref] == nil {
      let here = store.snapshot[ref]
      known[ref] = (
        here,
        try here.map { here throws(Problem) in try store.repository.ancestors(of: here) } ?? []
      )
    }
    return known[ref]?.commits.contains(tip) ?? false
  }
}
