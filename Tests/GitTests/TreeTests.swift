import Git
import Release
import Scratch
import Testing

struct TreeTests {
  private func sample() throws -> Scratch {
    let scratch = try Scratch.repository()
    try scratch.commit(
      "one",
      [
        "a": "1", "a.b": "2", "a-b/c": "3", "dir/x": "4", "dir/sub/y z": "5", "dir.txt": "6",
        "ünï/ß": "7", "run.sh": "#!/bin/sh\n",
      ])
    try scratch.sh(
      "chmod +x run.sh; ln -s a link; git init -q sub; cd sub; git commit -q --allow-empty -m s")
    try scratch.commit("two")
    return scratch
  }

  @Test func entriesAreThoseOfLsTree() throws {
    let scratch = try sample()
    let repository = try scratch.opened()
    let head = try repository.resolve("HEAD")
    func shown(_ entries: [TreeEntry]) -> [String] {
      entries.map { "\(String($0.mode.rawValue, radix: 8)) \($0.id) \($0.path)" }
    }
    func expected(_ path: String) throws -> [String] {
      let format = "--format=%(objectmode) %(objectname) %(path)"
      return try scratch.git("-c", "core.quotePath=false", "ls-tree", "-r", format, "HEAD", path)
        .split(separator: "\n").map(String.init)
    }
    #expect(try shown(repository.treeEntries(of: head)) == expected("."))
    #expect(try repository.treeEntries(of: head).map(\.mode).contains(.submodule))
    for path in ["dir", "a", "dir/sub/y z", "none", "ünï", "sub"] {
      #expect(try shown(repository.treeEntries(of: head, under: path)) == expected(path))
    }
  }

  @Test func filesAreFoundByPath() throws {
    let scratch = try sample()
    let repository = try scratch.opened()
    let head = try repository.resolve("HEAD")
    #expect(try repository.file(at: "dir/sub/y z", in: head) == Array("5".utf8))
    #expect(try repository.file(at: "link", in: head) == Array("a".utf8))
    #expect(try repository.entry(at: "run.sh", in: head)?.mode == .executable)
    for path in ["none", "dir", "a/b", "", "/a", "a/", "dir//x", "./a", "sub"] {
      #expect(try repository.file(at: path, in: head) == nil)
    }
  }

  @Test func treesAreThoseOfWriteTree() throws {
    let scratch = try sample()
    let repository = try scratch.opened()
    let head = try repository.resolve("HEAD")
    let files = try repository.treeEntries(of: head).reversed().map {
      TreeFile(path: $0.path, mode: $0.mode, id: $0.id)
    }
    #expect(try repository.writeTree(Array(files)).hex == scratch.git("write-tree"))
    #expect(try repository.writeTree([]).hex == scratch.git("mktree"))
  }

  @Test(arguments: [
    ["/a"], ["a/"], [""], ["../a"], ["a/./b"], [".git/config"], ["a/.GIT/b"], ["a", "a"],
    ["a", "a/b"], ["a\u{0}b"],
  ])
  func pathsThatNoCheckoutHasAreRefused(_ paths: [String]) throws {
    let scratch = try Scratch.repository()
    let repository = try scratch.opened()
    let blob = try repository.writeBlob([])
    let problem = problem { () throws(Problem) in
      _ = try repository.writeTree(paths.map { TreeFile(path: $0, id: blob) })
    }
    #expect(problem?.kind == .badData)
  }

  @Test func aPathThatIsNotUTF8IsRefused() throws {
    let scratch = try Scratch.repository()
    let blob = try scratch.git("hash-object", "-w", "--stdin")
    let tree = try scratch.sh("printf '100644 blob \(blob)\\t\\377\\0' | git mktree -z")
    let id = try #require(ObjectID(hex: tree))
    let repository = try scratch.opened()
    #expect(
      problem { () throws(Problem) in _ = try repository.treeEntries(of: id) }?.kind == .badData)
  }

  @Test(arguments: ["..", ".", "a/b", ""])
  func aNameThatWouldBeAnotherPathIsRefused(_ name: String) throws {
    let scratch = try Scratch.repository()
    try scratch.git("hash-object", "-w", "--stdin")
    let tree = try scratch.sh(
      """
      { printf '100644 \(name)\\0'; git hash-object --stdin </dev/null | sed 's/../\\\\x&/g' \
        | xargs -0 printf '%b' | head -c 20; } | git hash-object -t tree -w --literally --stdin
      """)
    let id = try #require(ObjectID(hex: tree))
    let repository = try scratch.opened()
    #expect(
      problem { () throws(Problem) in _ = try repository.treeEntries(of: id) }?.kind == .badData)
  }

  @Test func changedPathsAreThoseOfDiffTree() throws {
    let scratch = try sample()
    try scratch.sh("git rm -q -r dir; git mv a moved; chmod -x run.sh; rm link; mkdir link")
    try scratch.commit("three", ["link/now/a/folder": "1", "dir": "a file"])
    try scratch.sh(
      "git checkout -q -b side HEAD~1; echo s > side; git add side; git commit -q -m s")
    try scratch.sh("git merge -q -m merged main")
    let repository = try scratch.opened()
    for commit in try repository.commits(from: [repository.resolve("HEAD")]) {
      let base = commit.parents.first?.hex ?? "--root"
      let expected = try scratch.git(
        "-c", "core.quotePath=false", "diff-tree", "-r", "--name-only", "--no-commit-id",
        "--no-renames", base, commit.id.hex)
      #expect(try repository.changedPaths(in: commit.id) == lines(expected))
    }
    let all = try scratch.git(
      "-c", "core.quotePath=false", "diff", "--name-only", "--no-renames", "main~2", "main")
    let (old, new) = (try scratch.id("main~2"), try scratch.id("main"))
    #expect(try repository.changedPaths(from: old, to: new) == lines(all))
    #expect(try repository.changedPaths(from: new, to: new).isEmpty)
  }

  private func lines(_ text: String) -> [String] {
    Set(text.split(separator: "\n").map(String.init))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
