import Git
import Release
import Scratch
import Testing

struct ReferenceTests {
  @Test func revisionsMeanWhatGitMeans() throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one", ["a": "1"])
    try scratch.commit("two", ["a": "2"])
    try scratch.git("tag", "-a", "-m", "first", "v1", "HEAD~1")
    let repository = try scratch.opened()
    let short = try scratch.git("rev-parse", "--short", "HEAD")
    for revision in ["HEAD", "main", "v1", "v1^{commit}", "HEAD~1", "refs/tags/v1", short] {
      #expect(try repository.resolve(revision) == scratch.id(revision + "^{commit}"))
    }
  }

  @Test(arguments: [
    "", "-h", "--all", "nothing", "HEAD:a", "HEAD~9", "v1\u{0}", "../../etc/passwd", "\u{1b}[31m",
    "HEAD^{tree}", "..", "@{u}",
  ])
  func whatNamesNoCommitIsNotFound(_ revision: String) throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one", ["a": "1"])
    let repository = try scratch.opened()
    let problem = problem { () throws(Problem) in _ = try repository.resolve(revision) }
    #expect(problem?.kind == .notFound)
    #expect(problem?.message.contains("\u{1b}") == false)
  }

  @Test func referencesAreSortedByBytes() throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one")
    for name in ["v2", "v10", "V1", "é", "a/b", "-x", "a.b"] {
      try scratch.git("update-ref", "refs/tags/\(name)", "HEAD")
    }
    try scratch.git("pack-refs", "--all")
    try scratch.git("update-ref", "refs/tags/loose", "HEAD")
    let expected = try scratch.lines("for-each-ref", "--format='%(refname)'", "refs/tags/")
    let repository = try scratch.opened()
    #expect(try repository.references(prefix: "refs/tags/").map(\.name) == expected)
    #expect(try repository.tags().count == expected.count)
    #expect(try repository.tag(named: "-x")?.commit == scratch.id("HEAD"))
  }

  @Test func aRefMovesOnlyFromWhereItIsExpected() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.id(scratch.commit("one"))
    let two = try scratch.id(scratch.commit("two"))
    let repository = try scratch.opened()
    let name = "refs/relman/test"
    func move(_ target: ObjectID, _ expected: ObjectID?) -> Problem.Kind? {
      problem { () throws(Problem) in
        try repository.update(name, to: target, expecting: expected, log: "test")
      }?.kind
    }
    #expect(move(one, two) == .tryAgain)
    #expect(move(one, nil) == nil)
    #expect(move(two, nil) == .tryAgain)
    #expect(move(two, two) == .tryAgain)
    try scratch.git("pack-refs", "--all")
    #expect(move(two, nil) == .tryAgain)
    #expect(move(two, one) == nil)
    #expect(try scratch.id(name) == two)
    #expect(
      problem { () throws(Problem) in try repository.deleteReference(name, expecting: one) }?.kind
        == .tryAgain)
    try repository.deleteReference(name, expecting: two)
    #expect(try repository.reference(name) == nil)
    #expect(try scratch.run("git", "rev-parse", "--verify", name).status != 0)
  }

  @Test func aLockedRefAsksToTryAgain() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.id(scratch.commit("one"))
    try scratch.write(".git/refs/heads/main.lock", "")
    let repository = try scratch.opened()
    let problem = problem { () throws(Problem) in
      try repository.update("refs/heads/main", to: one, expecting: one, log: "test")
    }
    #expect(problem?.kind == .tryAgain)
  }

  @Test(arguments: [
    "main", "refs/heads/a..b", "refs/heads/a b", "refs/heads/a\n", "refs/heads/../x", "refs/",
    "refs/heads/.a", "refs/heads/a.lock", "refs/heads/a\u{0}b",
  ])
  func aNameThatGitRefusesIsRefused(_ name: String) throws {
    let scratch = try Scratch.repository()
    let one = try scratch.id(scratch.commit("one"))
    let repository = try scratch.opened()
    let kind = problem { () throws(Problem) in
      try repository.update(name, to: one, expecting: nil, log: "test")
    }?.kind
    #expect(kind == .usage)
    #expect(try repository.reference(name) == nil)
  }

  @Test func aRefCannotStandWhereAFolderOfRefsIs() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.id(scratch.commit("one"))
    try scratch.git("update-ref", "refs/tags/a/b", "HEAD")
    try scratch.git("pack-refs", "--all")
    let repository = try scratch.opened()
    for name in ["refs/tags/a", "refs/tags/a/b/c"] {
      let kind = problem { () throws(Problem) in
        try repository.update(name, to: one, expecting: nil, log: "test")
      }?.kind
      #expect(kind == .refused)
    }
  }

  @Test func aBranchKeepsItsReflog() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.id(scratch.commit("one"))
    let two = try scratch.id(scratch.commit("two"))
    let repository = try scratch.opened()
    try repository.update("refs/heads/main", to: one, expecting: two, log: "relman: back\nagain")
    #expect(
      try scratch.lines("reflog", "show", "--format=%gs", "main").first == "relman: back again")
  }

  @Test func aRevisionThatLeadsOverACommitThatIsGoneNamesIt() throws {
    let scratch = try Scratch.repository()
    let one = try scratch.commit("one")
    let two = try scratch.commit("two")
    try scratch.git("tag", "-a", "-m", "full", "full")
    try scratch.git("tag", "light")
    try scratch.git("tag", "other", one)
    try scratch.commit("three")
    try scratch.sh("rm -f .git/objects/\(two.prefix(2))/\(two.dropFirst(2))")
    let repository = try scratch.opened()
    for revision in ["HEAD~2", "HEAD^", "full", "light", "full^{commit}", "full~1"] {
      let found = problem { () throws(Problem) in _ = try repository.resolve(revision) }
      #expect(found?.kind == .badData, "\(revision)")
      #expect(found?.message.contains(two) == true, "\(revision)")
    }
    #expect(try repository.tags().map(\.name) == ["other"])
    #expect(try repository.tags(needing: { $0 == "other" }).map(\.name) == ["other"])
    for name in ["full", "light"] {
      let found = problem { () throws(Problem) in
        _ = try repository.tags(needing: { $0 == name })
      }
      #expect(found?.message == "the object \(two) is missing")
    }
  }

  @Test func tagsThatLeadNowhereAreLeftOutAndExplained() throws {
    let scratch = try Scratch.repository()
    try scratch.commit("one", ["a": "1"])
    try scratch.git("tag", "light")
    try scratch.git("tag", "-a", "-m", "why\n\nmore", "full")
    try scratch.git("tag", "-a", "-m", "of a tag", "nested", "full")
    try scratch.git("tag", "tree", "HEAD^{tree}")
    try scratch.git("tag", "-a", "-m", "of a blob", "blob", "HEAD:a")
    try scratch.write(".git/refs/tags/gone", String(repeating: "1", count: 40) + "\n")
    let repository = try scratch.opened()
    let tags = try repository.tags()
    #expect(tags.map(\.name) == ["full", "light", "nested"])
    #expect(tags.map(\.isAnnotated) == [true, false, true])
    #expect(Set(tags.map(\.commit)) == [try scratch.id("HEAD")])
    let annotation = try repository.annotation(of: tags[0])
    #expect(annotation?.message == "why\n\nmore\n")
    #expect(annotation?.tagger?.name == "Ada Lovelace")
    #expect(try repository.annotation(of: tags[1]) == nil)
    for name in ["tree", "blob", "gone"] {
      let kind = problem { () throws(Problem) in _ = try repository.tag(named: name) }?.kind
      #expect(kind == .badData)
    }
    #expect(try repository.tag(named: "none") == nil)
    #expect(try tags == packed(in: scratch))
  }

  /// As git reads them: it warns of a broken ref, and follows the others.
  @Test func aFileThatHoldsNoIdIsBrokenAndStopsTheListOfTags() throws {
    let scratch = try Scratch.repository()
    let id = try scratch.commit("one")
    let sound = ["plain": id, "line": id + "\n", "dos": id + "\r\n", "more": id + " more\n"]
    for (name, text) in sound { try scratch.write(".git/refs/tags/\(name)", text) }
    try scratch.write(".git/refs/tags/elsewhere", "ref: refs/tags/nothing\n")
    try scratch.write(".git/refs/tags/v1.lock", "")
    try scratch.write(".git/refs/tags/.hidden", "")
    let repository = try scratch.opened()
    #expect(try repository.brokenReferences(in: "refs") == [])
    #expect(Set(try repository.tags().map(\.name)) == Set(sound.keys))

    try scratch.git("pack-refs", "--all")
    let broken = ["empty": "", "garbage": "hello\n", "plain": "\n", "short": "1234\n"]
    for (name, text) in broken { try scratch.write(".git/refs/tags/\(name)", text) }
    let names = broken.keys.sorted().map { "refs/tags/" + $0 }
    #expect(try repository.brokenReferences(in: "refs/tags") == names)
    #expect(try repository.brokenReferences(in: "refs/heads") == [])
    let problem = problem { () throws(Problem) in _ = try repository.tags() }
    #expect(problem?.kind == .badData)
    #expect(problem?.message == "the file of the ref \"refs/tags/empty\" holds no object id")
  }
}

/// The same tags, once git has packed the refs: then it says what each names in the end.
private func packed(in scratch: Scratch) throws -> [Release.Tag] {
  try scratch.sh("rm .git/refs/tags/gone && git pack-refs --all")
  return try scratch.opened().tags()
}
