import Git
import Release
import Scratch
import Testing

struct NoteTests {
  private let ref = "refs/notes/test"

  private func lines(_ text: String...) -> [[UInt8]] { text.map { Array($0.utf8) } }

  @Test func linesThatWereAddedAreSortedAndShownByGit() throws {
    let scratch = try Scratch.repository()
    let id = try scratch.id(scratch.commit("one"))
    let repository = try scratch.opened()
    #expect(try repository.note(on: id, in: ref) == nil)
    #expect(try repository.notes(in: ref).isEmpty)
    let first = try repository.addNote(lines: lines("b", "a"), on: id, in: ref, author: ada)
    let second = try repository.addNote(lines: lines("é", "B", "a"), on: id, in: ref, author: ada)
    #expect(try scratch.git("notes", "--ref=test", "show", "HEAD") == "B\na\nb\né")
    #expect(try repository.commit(second).parents == [first])
    #expect(try scratch.id(ref) == second)
    #expect(try repository.addNote(lines: lines("b"), on: id, in: ref, author: ada) == second)
    #expect(try repository.note(on: id, in: ref) == Array("B\na\nb\né\n".utf8))
    #expect(try scratch.git("log", "-1", "--format=%N", "--notes=test") == "B\na\nb\né\n")
    try scratch.git("fsck", "--strict")
  }

  @Test func aLineThatHoldsALineFeedIsTwo() throws {
    let scratch = try Scratch.repository()
    let id = try scratch.id(scratch.commit("one"))
    let repository = try scratch.opened()
    try repository.addNote(lines: lines("b\na\n", ""), on: id, in: ref, author: ada)
    #expect(try repository.note(on: id, in: ref) == Array("a\nb\n".utf8))
  }

  /// Git writes so many notes into folders of folders.
  @Test func notesThatGitSpreadOutAreFoundAndKeptSo() throws {
    let scratch = try Scratch.repository()
    let ids = try manyNotes(in: scratch, count: 2_000)
    #expect(try scratch.git("ls-tree", "-d", ref).split(separator: "\n").count > 200)
    let repository = try scratch.opened()
    #expect(try Set(repository.notes(in: ref).map(\.object)) == Set(ids))
    let id = try #require(ids.first)
    #expect(try repository.note(on: id, in: ref) == Array("note 0\n".utf8))
    try repository.addNote(lines: lines("more"), on: id, in: ref, author: ada)
    let new = try repository.writeBlob(Array("new".utf8))
    try repository.addNote(lines: lines("fresh"), on: new, in: ref, author: ada)
    #expect(try scratch.git("notes", "--ref=test", "show", id.hex) == "more\nnote 0")
    #expect(try scratch.git("notes", "--ref=test", "show", new.hex) == "fresh")
    #expect(try scratch.git("notes", "--ref=test", "list").split(separator: "\n").count == 2_001)
    #expect(
      try scratch.git("ls-tree", ref).split(separator: "\n").allSatisfy { $0.contains("tree") })
  }

  @Test func manyNotesOfOursAreSpreadOut() throws {
    let scratch = try Scratch.repository()
    let repository = try scratch.opened()
    var ids: [ObjectID] = []
    for number in 0..<300 {
      let id = try repository.writeBlob(Array("\(number)".utf8))
      try repository.addNote(lines: lines("note \(number)"), on: id, in: ref, author: ada)
      ids.append(id)
    }
    #expect(try repository.notes(in: ref).map(\.object) == ids.sorted())
    for (number, id) in ids.enumerated() {
      #expect(try repository.note(on: id, in: ref) == Array("note \(number)\n".utf8))
    }
    let listed = try scratch.git("notes", "--ref=test", "list").split(separator: "\n")
    #expect(Set(listed.map { String($0.suffix(40)) }) == Set(ids.map(\.hex)))
    #expect(try scratch.git("ls-tree", "-d", ref) != "")
  }

  @Test func anotherFileInTheNotesTreeIsKept() throws {
    let scratch = try Scratch.repository()
    let id = try scratch.id(scratch.commit("one", ["README": "x", "ab/c": "y"]))
    try scratch.git("update-ref", ref, "HEAD")
    let repository = try scratch.opened()
    try repository.addNote(lines: lines("a"), on: id, in: ref, author: ada)
    let names = try scratch.lines("ls-tree", "-r", "--name-only", ref)
    #expect(names.contains("README"))
    #expect(names.contains("ab/c"))
    #expect(try repository.notes(in: ref).map(\.object) == [id])
  }

  @Test func aNoteThatIsInTwoPlacesIsReadFromBoth() throws {
    let scratch = try Scratch.repository()
    let id = try scratch.commit("one")
    let (start, rest) = (id.prefix(2), id.dropFirst(2))
    try scratch.commit("notes", [id: "veto\n", "\(start)/\(rest)": "yes\n"])
    try scratch.git("update-ref", ref, "HEAD")
    let repository = try scratch.opened()
    let object = try #require(ObjectID(hex: id))
    let note = try #require(try repository.note(on: object, in: ref))
    #expect(Set(note.split(separator: 10)) == [Array("veto".utf8)[...], Array("yes".utf8)[...]])
    try repository.addNote(lines: lines("more"), on: object, in: ref, author: ada)
    #expect(try scratch.git("notes", "--ref=test", "show", id).contains("veto"))
  }

  @Test func mergedNotesAreThoseOfCatSortUniq() throws {
    let scratch = try Scratch.repository()
    let ids = try (1...4).map { try scratch.id(scratch.commit("\($0)")) }
    let repository = try scratch.opened()
    func add(_ text: [String], to number: Int, in ref: String) throws {
      try repository.addNote(
        lines: text.map { Array($0.utf8) }, on: ids[number], in: ref, author: ada)
    }
    try add(["base"], to: 0, in: ref)
    try scratch.git("update-ref", "refs/notes/other", ref)
    try add(["z", "ours"], to: 0, in: ref)
    try add(["only ours"], to: 1, in: ref)
    try add(["theirs", "a"], to: 0, in: "refs/notes/other")
    try add(["only theirs"], to: 2, in: "refs/notes/other")
    try add(["both"], to: 3, in: "refs/notes/other")
    try add(["both"], to: 3, in: ref)
    try scratch.git("update-ref", "refs/notes/git", ref)
    try scratch.git("notes", "--ref=git", "merge", "-q", "-s", "cat_sort_uniq", "other")

    let (ours, other) = (try scratch.id(ref), try scratch.id("refs/notes/other"))
    try repository.mergeNotes(other, into: ref, author: ada)
    let merged = try repository.commit(scratch.id(ref))
    #expect(merged.parents == [ours, other])
    #expect(merged.tree == (try repository.commit(scratch.id("refs/notes/git")).tree))
    try repository.mergeNotes(other, into: ref, author: ada)
    #expect(try scratch.id(ref) == merged.id)
  }

  @Test func aMergeMovesForwardWhereItCan() throws {
    let scratch = try Scratch.repository()
    let id = try scratch.id(scratch.commit("one"))
    let repository = try scratch.opened()
    let other = try repository.addNote(
      lines: lines("a"), on: id, in: "refs/notes/other", author: ada)
    try repository.mergeNotes(other, into: ref, author: ada)
    #expect(try scratch.id(ref) == other)
    let newer = try repository.addNote(
      lines: lines("b"), on: id, in: "refs/notes/other", author: ada)
    try repository.mergeNotes(newer, into: ref, author: ada)
    #expect(try scratch.id(ref) == newer)
    try repository.mergeNotes(other, into: ref, author: ada)
    #expect(try scratch.id(ref) == newer)
  }

  private func manyNotes(in scratch: Scratch, count: Int) throws -> [ObjectID] {
    let committer = "committer A <a@example.org> 1 +0000\n"
    var stream = ""
    for number in 0..<count {
      stream += "commit refs/heads/many\nmark :\(number + 1)\n\(committer)data 0\n\n"
    }
    stream += "commit \(ref)\n\(committer)data 0\n\n"
    for number in 0..<count {
      let text = "note \(number)\n"
      stream += "N inline :\(number + 1)\ndata \(text.utf8.count)\n\(text)\n"
    }
    try scratch.git("fast-import", "--quiet", input: stream)
    return try scratch.lines("rev-list", "--reverse", "many").compactMap { ObjectID(hex: $0) }
  }
}
