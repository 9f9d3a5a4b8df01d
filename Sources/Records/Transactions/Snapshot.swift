import Git
import Release

/// Where the refs that relman keeps stood when a command looked. What the command decides, it
/// decides on one snapshot; what it changes is compared-and-swapped against the same one.
public struct Snapshot: Sendable {
  private var tips: [String: ObjectID] = [:]

  /// - Throws: `.badData` for a ref that cannot be read: to take it for absent would be to take a
  ///   policy, or a veto, for absent.
  init(of repository: Repository) throws(Problem) {
    for folder in ["refs/relman", "refs/notes/relman"] {
      for ref in try repository.references(prefix: folder + "/") { tips[ref.name] = ref.target }
      try repository.requireWhole(folder)
    }
  }

  /// Where a ref stood; nil where there was none.
  public subscript(ref: String) -> ObjectID? { tips[ref] }

  /// The refs whose names start with `prefix`, sorted by bytes.
  public func refs(prefix: String) -> [(name: String, target: ObjectID)] {
    tips.filter { $0.key.hasPrefix(prefix) }.map { ($0.key, $0.value) }
      .sorted { precedesByBytes($0.name, $1.name) }
  }

  mutating func apply(_ move: RefMove) { tips[move.name] = move.to }
}
