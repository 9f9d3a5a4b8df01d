import Git
import Release
import Scratch
import Testing

/// What git leaves behind: files that say of the commits, or the refs, what these say themselves.
enum Form: String, CaseIterable {
  case loose = "true"
  case graph = "git commit-graph write --reachable"
  case oldGraph = "git -c commitGraph.generationVersion=1 commit-graph write --reachable"
  case half = "sed -n 25p .git/ids | git commit-graph write --stdin-commits"
  case chain = """
    for place in 15 30; do
      sed -n ${place}p .git/ids | git commit-graph write --stdin-commits --split=no-merge
    done
    git commit-graph write --reachable --split=no-merge
    """
  case oldOnNew = """
    sed -n 30p .git/ids | git commit-graph write --stdin-commits --split=no-merge
    git -c commitGraph.generationVersion=1 commit-graph write --reachable --split=no-merge
    """
  case newOnOld = """
    sed -n 30p .git/ids | git -c commitGraph.generationVersion=1 \
      commit-graph write --stdin-commits --split=no-merge
    git commit-graph write --reachable --split=no-merge
    """
  case packedRefs = "git pack-refs --all --prune"
  case packedObjects = "git repack -q -A -d"

  /// Gives a repository this form, and takes a commit-graph file away that it had.
  func take(_ history: RandomHistory) throws {
    let scratch = history.scratch
    try scratch.write(".git/ids", history.commits.map { $0 + "\n" }.joined())
    try scratch.sh(
      "rm -rf .git/objects/info/commit-graph .git/objects/info/commit-graphs\n" + rawValue)
  }
}

/// Compares the releases, and for each commit the one that has it first.
func expectGitsAnswer(
  _ oracle: GitOracle, _ repository: Repository, _ comment: Comment? = nil
) throws(Problem) {
  let line = PackageDefinition(name: "shop", tag: TagPattern(prefix: "v"))
  let releases = ReleaseTags(in: try repository.tags { _ in true }, of: line).tags
  var expected: [String: String] = [:]
  for release in releases { expected[release.tag.commit.hex] = release.tag.name }
  #expect(expected == oracle.releases, comment)
  let heads = try repository.references(prefix: "refs/heads/").map(\.target)
  let tips = Set(try repository.tags().map(\.commit) + heads).sorted()
  let ancestry = try repository.ancestry(of: repository.find(from: tips, hiding: []))
  let partition = Partition(ancestry, among: releases)
  #expect(Set(partition.ids.map(\.hex)) == Set(oracle.commits), comment)
  var owners: [String: String] = [:]
  for (id, number) in zip(partition.ids, partition.releaseNumbers) {
    owners[id.hex] = number.map { partition.releases[$0].tag.name }
  }
  #expect(owners == oracle.owners, comment)
}

extension GitOracle {
  /// As `git rev-list --parents` shows it.
  func shown() -> [String] {
    commits.map { ([$0] + (parents[$0] ?? [])).joined(separator: " ") }
  }
}
