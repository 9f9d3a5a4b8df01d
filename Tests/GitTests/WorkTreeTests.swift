import Git
import Release
import Scratch
import Testing

struct WorkTreeTests {
  private func commit(
    _ files: [(path: String, bytes: [UInt8])], in repository: Repository
  ) throws(Problem) -> ObjectID {
    try repository.commitFiles(files, message: "relman: write\n\nWhy.\n", author: ada)
  }

  @Test func onlyTheGivenFilesAreCommitted() throws {
    let scratch = try Scratch.repository()
    let parent = try scratch.id(
      scratch.commit("one", ["a": "1", "b": "1", "c": "1", "dir/pin": "1", "run.sh": "1"]))
    try scratch.sh("chmod +x run.sh && git add run.sh && git commit -q -m mode")
    try scratch.write("b", "staged")
    try scratch.git("add", "b")
    try scratch.write("b", "staged and changed")
    try scratch.write("c", "changed")
    try scratch.write("new", "untracked")
    try scratch.git("rm", "--quiet", "--cached", "a")
    let before = try scratch.git("status", "--porcelain")
    let repository = try scratch.opened()
    let id = try commit(
      [("dir/pin", Array("2".utf8)), ("x/y/z", Array("3".utf8)), ("run.sh", Array("4".utf8))],
      in: repository)
    #expect(try scratch.git("status", "--porcelain") == before)
    #expect(try scratch.id("main") == id)
    #expect(try repository.commit(repository.commit(id).parents[0]).parents == [parent])
    #expect(
      try scratch.lines("diff", "--name-only", "HEAD~1", "HEAD") == ["dir/pin", "run.sh", "x/y/z"])
    #expect(try scratch.read("x/y/z") == "3")
    #expect(try scratch.git("ls-tree", "HEAD", "run.sh").hasPrefix("100755"))
    #expect(try scratch.run("test", "-x", "run.sh").status == 0)
    #expect(try scratch.lines("reflog", "-1", "--format=%gs") == ["commit: relman: write"])
    #expect(try scratch.git("ls-files", "--others") == "a\nnew")
    try scratch.git("fsck", "--strict")
  }

  @Test func theFirstCommitOfABranchIsMade() throws {
    let scratch = try Scratch.repository()
    let id = try commit([("a", [])], in: scratch.opened())
    #expect(try scratch.id("main") == id)
    #expect(try scratch.git("status", "--porcelain") == "")
  }

  @Test func nothingIsWrittenWhereItCannotBeCommitted() throws {
    let scratch = try Scratch.repository()
    let id = try scratch.id(scratch.commit("one", ["a": "1"]))
    try scratch.sh("ln -s /tmp outside")
    let repository = try scratch.opened()
    func kind(_ path: String) -> Problem.Kind? {
      problem { () throws(Problem) in _ = try commit([(path, [65])], in: repository) }?.kind
    }
    try scratch.write(".git/refs/heads/main.lock", "")
    #expect(kind("a") == .tryAgain)
    try scratch.sh("rm .git/refs/heads/main.lock; touch .git/index.lock")
    #expect(kind("a") == .tryAgain)
    try scratch.sh("rm .git/index.lock")
    #expect(kind("outside/a") == .refused)
    #expect(kind("../a") == .badData)
    #expect(kind(".git/hooks/x") == .badData)
    try scratch.git("checkout", "--quiet", "--detach")
    #expect(kind("a") == .refused)
    #expect(try scratch.read("a") == "1")
    #expect(try scratch.id("main") == id)
    #expect(try scratch.git("status", "--porcelain") == "?? outside")
  }

  @Test func modifiedPathsAreThoseOfStatus() throws {
    let scratch = try Scratch.repository()
    try scratch.commit(
      "one", ["a": "1", "b": "1", "c": "1", "dir/d": "1", ".gitignore": "*.log\n"])
    try scratch.write("a", "2")
    try scratch.write("dir/d", "2")
    try scratch.git("add", "dir/d")
    try scratch.sh("rm b")
    try scratch.write("dir/new", "x")
    try scratch.write("x.log", "x")
    let repository = try scratch.opened()
    #expect(try repository.modifiedPaths() == ["a", "b", "dir/d", "dir/new"])
    #expect(try repository.modifiedPaths(under: ["dir", "c"]) == ["dir/d", "dir/new"])
    #expect(try repository.modifiedPaths(under: ["c", "*"]).isEmpty)
    try scratch.git("add", "--all")
    #expect(try repository.modifiedPaths() == ["a", "b", "dir/d", "dir/new"])
  }
}
