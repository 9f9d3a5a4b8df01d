import Git
import Release
import Scratch
import Testing

struct ObjectTests {
  @Test func aCommitIsReadAsGitPrintsIt() throws {
    let scratch = try Scratch.repository()
    try scratch.commit("first\n\nBody, two lines\nand ünïcode.\n\nChange: x", ["a": "1"])
    try scratch.git("checkout", "--quiet", "--orphan", "other")
    try scratch.commit("second")
    try scratch.git("merge", "--quiet", "--allow-unrelated-histories", "-m", "both", "main")
    let repository = try scratch.opened()
    for id in try scratch.lines("rev-list", "--all") {
      let commit = try repository.commit(scratch.id(id))
      let shown = [
        commit.tree.hex, commit.parents.map(\.hex).joined(separator: " "), commit.author.name,
        commit.author.mail, "\(commit.author.time.seconds)", commit.committer.name,
        commit.committer.mail, "\(commit.committer.time.seconds)", commit.message,
      ].joined(separator: "\n")
      let expected = try scratch.git(
        "show", "--no-patch", "--format=%T%n%P%n%an%n%ae%n%at%n%cn%n%ce%n%ct%n%B", id)
      #expect(shown == expected)
    }
  }

  @Test(arguments: [
    ("A U Thor <a@b> 12 -0130", "A U Thor", "a@b", 12, -90),
    ("<a@b> 12 +0000", "", "a@b", 12, 0),
    ("  Jo  <  a@b > 12 +1245", "Jo", "a@b", 12, 765),
    ("Jo <a@b> 99999999999999999999 +0000", "Jo", "a@b", 0, 0),
    ("Jo <a@b>", "Jo", "a@b", 0, 0),
    ("Jo <a@b> 12", "Jo", "a@b", 12, 0),
    ("Jo", "Jo", "", 0, 0),
    ("Jo <a@b> x> 12 +0100", "Jo", "a@b", 12, 60),
    ("", "", "", 0, 0),
  ])
  func brokenIdentsAreReadLeniently(
    _ text: String, _ name: String, _ mail: String, _ seconds: Int, _ offset: Int
  ) throws {
    let scratch = try Scratch.repository()
    let commit = try commit(
      "author \(text)\ncommitter \(text)\nencoding UTF-8\ngpgsig x\n y\n\nwhy\n", in: scratch)
    let expected = Ident(
      name: name, mail: mail, time: Instant(seconds: seconds), offsetMinutes: offset)
    #expect(commit.author == expected)
    #expect(commit.committer == expected)
    #expect(commit.message == "why\n")
  }

  @Test func bytesThatAreNotUTF8AreReplaced() throws {
    let scratch = try Scratch.repository()
    let tree = try scratch.git("mktree")
    let script = "printf 'tree \(tree)\\nauthor \\351 <a> 1 +0\\ncommitter b <b> 1 +0\\n\\n\\377'"
    let id = try scratch.sh(script + " | git hash-object -t commit -w --literally --stdin")
    let commit = try scratch.opened().commit(scratch.id(id))
    #expect(commit.author.name == "\u{fffd}")
    #expect(commit.message == "\u{fffd}")
  }

  @Test(arguments: ["", "tree 1\n\nx", "author A <a> 1 +0\n\nx", "committer A <a> 1 +0"])
  func whatIsNoCommitIsRefused(_ rest: String) throws {
    let scratch = try Scratch.repository()
    let problem = problem { () throws(Problem) in
      do {
        _ = try commit(rest, in: scratch)
      } catch let problem as Problem {
        throw problem
      } catch {
        Issue.record(error)
      }
    }
    #expect(problem?.kind == .badData)
  }

  @Test func aTagThatWasWrittenIsTheOneThatGitWrites() throws {
    let scratch = try Scratch.repository()
    let commit = try scratch.id(scratch.commit("one"))
    try scratch.git("tag", "-a", "-m", "Release 1\n\nWhy.", "v1")
    let repository = try scratch.opened()
    let tag = try #require(try repository.tag(named: "v1"))
    let tagger = try #require(tag.annotation?.tagger)
    let message = try #require(tag.annotation?.message)
    var new = NewObjects()
    let written = try new.addTag(name: "v1", on: commit, tagger: tagger, message: message)
    #expect(written == tag.object)
    #expect(tag.commit == commit)
  }

  @Test func aCommitThatWasWrittenIsTheOneThatGitWrites() throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one", ["a": "1"])
    try scratch.sh("GIT_AUTHOR_DATE='1700000000 -0230' git commit -q --allow-empty -m two")
    let repository = try scratch.opened()
    let commit = try repository.commit(repository.resolve("HEAD"))
    let written = try repository.writeCommit(
      tree: commit.tree, parents: commit.parents, author: commit.author,
      committer: commit.committer, message: commit.message)
    #expect(written == commit.id)
  }

  @Test func aNameCannotForgeAHeader() throws {
    let scratch = try Scratch.repository()
    let repository = try scratch.opened()
    let forger = Ident(
      name: " Eve <x>\ncommitter Bob. ", mail: "e\n<v>e", time: Instant(seconds: 5))
    let id = try repository.writeCommit(
      tree: repository.writeTree([]), parents: [], author: forger, committer: ada, message: "m")
    try scratch.git("fsck", "--strict")
    #expect(try repository.commit(id).author.name == "Eve xcommitter Bob")
    #expect(try repository.commit(id).committer == ada)
  }

  @Test func blobsComeBackByteForByte() throws {
    let scratch = try Scratch.repository()
    let repository = try scratch.opened()
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    for bytes in [[], [0], bytes] {
      let id = try repository.writeBlob(bytes)
      #expect(try repository.blob(id) == bytes)
      #expect(try repository.blobSize(id) == bytes.count)
      #expect(repository.contains(id))
    }
    #expect(!repository.contains(.zero))
  }

  @Test func aCorruptObjectIsNamed() throws {
    let scratch = try Scratch.repository()
    let id = try scratch.commit("one")
    let path = ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    // A well-formed object in another's place: only its hash can tell.
    let other = try scratch.commit("two")
    try scratch.sh("chmod +w \(path)")
    try scratch.sh("cp .git/objects/\(other.prefix(2))/\(other.dropFirst(2)) \(path)")
    for damage in ["true", "printf garbage > \(path)", ": > \(path)"] {
      try scratch.sh(damage)
      let repository = try scratch.opened()
      let wanted = try #require(ObjectID(hex: id))
      let problem = problem { () throws(Problem) in _ = try repository.commit(wanted) }
      #expect(problem?.kind == .badData)
      #expect(problem?.message.contains(id) == true)
      #expect(problem?.hint == "git fsck")
    }
  }

  private func commit(_ rest: String, in scratch: Scratch) throws -> Commit {
    let tree = try scratch.git("mktree")
    let id = try scratch.git(
      "hash-object", "-t", "commit", "-w", "--literally", "--stdin", input: "tree \(tree)\n" + rest)
    return try scratch.opened().commit(try scratch.id(id))
  }
}
