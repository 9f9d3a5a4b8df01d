import Git
import Release
import Scratch
import Testing

struct PatchIDTests {
  /// Random edits of a few files, some of them binary, empty or without an end of the last line.
  @Test(arguments: 0..<12 as Range<UInt64>) func aPatchIDIsWhatGitSays(seed: UInt64) throws {
    let scratch = try Scratch.repository()
    var random = Random(seed: seed)
    for number in 0..<12 {
      var files: [String: String] = [:]
      for _ in 0...random.below(2) {
        let lines = (0..<random.below(30)).map { "line \($0 + random.below(3))" }
        let end = random.below(4) == 0 ? "" : "\n"
        files["f\(random.below(4))"] = lines.joined(separator: "\n") + end
      }
      try scratch.commit("\(number)", files)
    }
    let repository = try scratch.opened()
    for hex in try scratch.lines("rev-list", "HEAD") {
      let expected = try scratch.sh("git diff-tree --root -p \(hex) | git patch-id --stable")
      let id = try #require(ObjectID(hex: hex))
      #expect(try repository.patchID(of: id)?.hex ?? "" == expected.prefix(40), "\(hex)")
    }
    try scratch.git("commit", "--quiet", "--allow-empty", "-m", "nothing")
    #expect(try repository.patchID(of: scratch.id("HEAD")) == nil)
    try scratch.git("revert", "--no-edit", "HEAD~1")
    #expect(
      try repository.patchID(of: scratch.id("HEAD"))
        == repository.patchID(of: scratch.id("HEAD~2"), isReversed: true))
  }

  @Test func aMergeHasNone() throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one", ["a": "1"])
    try scratch.sh("git checkout -q -b side")
    try scratch.commit("two", ["b": "1"])
    try scratch.sh("git checkout -q main && git merge -q --no-ff --no-edit side")
    #expect(try scratch.opened().patchID(of: scratch.id("HEAD")) == nil)
  }
}
