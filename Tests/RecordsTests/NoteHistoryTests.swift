import Git
import Records
import Release
import Scratch
import Testing

private let ref = "refs/notes/relman/approvals"

/// What was ever added to a note counts, whatever stock Git does to the note later.
@Suite struct NoteHistoryTests {
  private let scratch: Scratch
  private let object: ObjectID

  init() throws {
    scratch = try Scratch.repository()
    let hex = try scratch.commit("package")
    object = try #require(ObjectID(hex: hex))
    try append("veto")
  }

  private func append(_ line: String) throws {
    try scratch.git("notes", "--ref", ref, "append", "-m", line, object.hex)
  }

  private func replace(_ text: String) throws {
    try scratch.write("note", text)
    let blob = try scratch.git("hash-object", "-w", "note")
    try scratch.git("notes", "--ref", ref, "add", "-f", "-C", blob, object.hex)
  }

  private func counted() throws -> CountedNotes {
    try scratch.counted(ref)
  }

  private func lines() throws -> [String] {
    try counted().lines(on: object).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func aLineThatAFastForwardDropsStillCounts() throws {
    try replace("other\n")
    #expect(try lines() == ["other", "veto"])
    let warning = try #require(try counted().warnings(on: object).lines.first)
    let commit = try scratch.git("rev-parse", ref).prefix(10)
    #expect(warning.contains("\(commit) of \"Ada Lovelace\" at 2026-"))
    #expect(warning.contains("dropped or altered 1 line"))
  }

  @Test func aNoteThatIsRemovedStillCounts() throws {
    try scratch.git("notes", "--ref", ref, "remove", object.hex)
    #expect(try lines() == ["veto"])
    #expect(try counted().objects() == [object])
  }

  @Test func aNoteThatIsAlteredCountsAsItWas() throws {
    try replace("v e t o\n")
    #expect(try lines() == ["v e t o", "veto"])
  }

  @Test func aLineIsCountedThroughEveryParentOfAMerge() throws {
    let tree = try scratch.git("rev-parse", ref + "^{tree}")
    let base = try scratch.git("rev-parse", ref)
    try append("on the side")
    let side = try scratch.git("rev-parse", ref)
    let merge = try scratch.git("commit-tree", tree, "-p", base, "-p", side, "-m", "merge")
    try scratch.git("update-ref", ref, merge)
    #expect(try lines() == ["on the side", "veto"])
    #expect(try counted().warnings().lines.count == 1)
  }

  @Test func aTreeThatIsReplacedWholeTakesNothingAway() throws {
    let empty = try scratch.git("mktree")
    let commit = try scratch.git("commit-tree", empty, "-p", ref, "-m", "nothing here")
    try scratch.git("update-ref", ref, commit)
    #expect(try lines() == ["veto"])
  }

  @Test func spreadingNotesOverFoldersDropsNothing() throws {
    let blob = try scratch.git("rev-parse", "\(ref):\(object.hex)")
    let (folder, name) = (object.hex.prefix(2), object.hex.dropFirst(2))
    let inner = try scratch.git("mktree", input: "100644 blob \(blob)\t\(name)\n")
    let tree = try scratch.git("mktree", input: "040000 tree \(inner)\t\(folder)\n")
    let commit = try scratch.git("commit-tree", tree, "-p", ref, "-m", "fanout")
    try scratch.git("update-ref", ref, commit)
    #expect(try lines() == ["veto"])
    #expect(try counted().warnings().lines.isEmpty)
  }

  @Test func aNoteThatIsTooLargeIsNamedAndTheRestCounts() throws {
    let size = Repository.maximumNoteBytes + 1
    try scratch.sh("head -c \(size) /dev/zero | tr '\\0' 'x' > large; echo >> large")
    let blob = try scratch.git("hash-object", "-w", "large")
    try scratch.git("notes", "--ref", ref, "add", "-f", "-C", blob, object.hex)
    #expect(try lines() == ["veto"])
    let warning = try #require(try counted().warnings(on: object).lines.first)
    #expect(warning.contains("bytes on \(object.short), which is too large to be read"))
    try scratch.store().commit { transaction throws(Problem) in
      try transaction.addNote(lines: [Array("late".utf8)], on: object, in: ref)
    }
    #expect(try lines() == ["late", "veto"])
  }

  @Test func aFolderOrAnotherRepositorysCommitInPlaceOfANoteTakesNothingAway() throws {
    let other = try scratch.git("rev-parse", "HEAD")
    let tree = try scratch.git(
      "mktree", "--missing", input: "160000 commit \(other)\t\(object.hex)\n")
    let commit = try scratch.git("commit-tree", tree, "-p", ref, "-m", "a submodule")
    try scratch.git("update-ref", ref, commit)
    #expect(try lines() == ["veto"])
  }

  @Test func atMostTenEditsAreNamedAndTheOthersCounted() throws {
    for number in 0..<14 { try replace("only \(number)\n") }
    let warnings = try counted().warnings().lines
    #expect(warnings.count == 11)
    #expect(warnings.last == "and 4 more")
    #expect(try lines().count == 15)
  }

  @Test func theFirstCommitWithALineIsFound() throws {
    try append("forged")
    let forger = try scratch.git("rev-parse", ref)
    try append("later")
    let lines = ["forged", "never"].map { Array($0.utf8)[...] }
    let commits = try counted().commits(adding: lines, on: object)
    let commit = commits[lines[0]]
    #expect(commit?.hex == forger)
    #expect(commits.count == 1)
  }
}
