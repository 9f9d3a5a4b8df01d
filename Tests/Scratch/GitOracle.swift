/// What plain git says of a repository's releases, objects and parents as they are: no replacement
/// and no graft counts.
///
/// The releases are taken by the times of their commits, each pushed past those of all ancestors,
/// and get of what `git rev-list` finds behind them what none before has.
public struct GitOracle {
  /// Release tags by the ids of their commits; of several on one commit the highest version.
  public private(set) var releases: [String: String] = [:]
  /// For each commit that a branch or a tag has the release that has it first.
  public private(set) var owners: [String: String] = [:]
  /// All that a branch or a tag has, children before parents.
  public private(set) var commits: [String] = []
  /// For each of `commits` its parents.
  public private(set) var parents: [String: [String]] = [:]

  /// The names of the releases, by git's order of versions.
  private var ranked: [String] = []
  private let scratch: Scratch
  private let folder: String
  private static let asIs = "export GIT_NO_REPLACE_OBJECTS=1 GIT_GRAFT_FILE=/dev/null\n"

  public init(_ scratch: Scratch, in folder: String = ".") throws {
    self.scratch = scratch
    self.folder = folder
    let reached = try corrected()
    let named = try named()
    let order = named.sorted {
      (reached[$0.commit] ?? 0, $0.rank) < (reached[$1.commit] ?? 0, $1.rank)
    }
    for release in order { releases[release.commit] = release.name }
    let counting = Set(releases.values)
    ranked = named.map(\.name).filter(counting.contains)
    let names = order.map(\.name).filter(counting.contains)
    let script = #"while read -r name; do git rev-list "refs/tags/$name" | sed "s|$| $name|"; done"#
    for fields in try run(script, input: names.map { $0 + "\n" }.joined())
    where owners[fields[0]] == nil {
      owners[fields[0]] = fields[1]
    }
  }

  /// The highest release below another that this one contains.
  public func previous(of release: String) throws -> String? {
    let contained = Set(try revisions([release]).compactMap { releases[$0] })
    return ranked.prefix { $0 != release }.last(where: contained.contains)
  }

  /// What `git rev-list` gives of some revisions, without what it gives of others: to hide these
  /// itself, it trusts the clocks.
  public func revisions(_ revisions: [String], hiding hidden: [String] = []) throws -> [String] {
    let list = "git rev-list "
    let reached = try run(list + revisions.joined(separator: " "))
    let others = hidden.isEmpty ? [] : try run(list + hidden.joined(separator: " "))
    let known = Set(others.map { $0[0] })
    return reached.map { $0[0] }.filter { !known.contains($0) }
  }

  private func run(_ script: String, input: String = "") throws -> [[String]] {
    try scratch.sh(Self.asIs + script, input: input, in: folder).split(separator: "\n")
      .map { $0.split(separator: " ").map(String.init) }
  }

  /// Each commit's time, pushed past those of all its ancestors.
  private mutating func corrected() throws -> [String: Int] {
    let script = "git rev-list --reverse --topo-order --parents --timestamp --branches --tags"
    var result: [String: Int] = [:]
    for fields in try run(script) {
      let (id, parents) = (fields[1], Array(fields.dropFirst(2)))
      result[id] = parents.reduce(Int(fields[0]) ?? 0) { max($0, (result[$1] ?? 0) + 1) }
      self.parents[id] = parents
      commits.insert(id, at: 0)
    }
    return result
  }

  /// The tags that are versions, by git's order of versions.
  private func named() throws -> [(name: String, commit: String, rank: Int)] {
    let script = """
      git -c versionsort.suffix=- for-each-ref --sort=version:refname \
        --format='%(refname)^{commit} %(refname:strip=2)' 'refs/tags/v[0-9]*' |
        git cat-file --batch-check='%(objectname) %(rest)'
      """
    return try run(script).enumerated().map { ($1[1], $1[0], $0) }
  }
}
