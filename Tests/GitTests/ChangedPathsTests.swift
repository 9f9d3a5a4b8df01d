import Git
import Release
import Scratch
import Testing

struct ChangedPathsTests {
  /// Random edits, removals and merges in a few folders, held against git's own pathspecs.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func whatACommitChangedIsWhatGitSays(seed: UInt64) throws {
    let scratch = try Scratch.repository()
    var random = Random(seed: seed)
    let folders = ["core", "core/deep", "cli", "cores", "shared/core", "."]
    for number in 0..<14 {
      let folder = folders[random.below(folders.count)]
      if number > 2, random.below(4) == 0 {
        try scratch.sh("git checkout -q -B side HEAD~1")
        try scratch.commit("side \(number)", ["\(folder)/s\(number)": "\(number)"])
        try scratch.sh("git checkout -q main && git merge -q --no-edit --no-ff side")
        if random.below(2) == 0 {
          try scratch.write("core/f0", "evil \(number)")
          try scratch.sh("git add . && git commit -q --amend --no-edit")
        }
      } else if number > 4, random.below(5) == 0 {
        try scratch.sh("git rm -q -r --ignore-unmatch core && git commit -q --allow-empty -m away")
      } else {
        try scratch.commit("\(number)", ["\(folder)/f\(random.below(3))": "\(number)"])
      }
    }
    let repository = try scratch.opened()
    for pattern in ["core/**", "*/f1", "**/core/**", "cli/f?", "f0", "**"] {
      let glob = Glob(pattern)
      let shown = try scratch.sh(
        """
        git rev-list HEAD | git show --stdin --diff-merges=combined --format=@%H --name-only \
        -- ':(glob)\(pattern)'
        """)
      let commits = shown.split(separator: "@").map { $0.split(separator: "\n") }
      let touching = Set(commits.filter { $0.count > 1 }.map { String($0[0]) })
      for hex in try scratch.lines("rev-list", "HEAD") {
        let id = try #require(ObjectID(hex: hex))
        let changes = try repository.changes(
          in: id, .init(glob.matches, below: glob.mayMatch(below:)))
        #expect(changes == touching.contains(hex), "\(hex) \(pattern)")
      }
    }
  }

  /// A clone may lack it.
  @Test func aFolderThatNobodyAskedForIsNotRead() throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one", ["core/a": "1", "other/a": "2"])
    let tree = try scratch.git("rev-parse", "HEAD:other")
    try scratch.sh("chmod -R u+w .git/objects && rm .git/objects/\(tree.prefix(2))/*")
    let repository = try scratch.opened()
    let head = try scratch.id("HEAD")
    #expect(
      try repository.changes(in: head, .init(below: { $0 == Path("core") })))
    #expect(throws: Problem.self) {
      try repository.changes(in: head, .init { _ in false })
    }
  }
}
