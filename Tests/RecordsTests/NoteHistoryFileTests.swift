import Git
import Records
import Release
import Scratch
import Testing

private let ref = "refs/notes/relman/approvals"
private let file = ".git/relman/note-history/approvals"

/// What was read of a history is kept, and nothing goes by it alone.
@Suite struct NoteHistoryFileTests {
  private let scratch: Scratch
  private let object: ObjectID

  /// A history of a hundred notes, whose veto the fiftieth dropped.
  init() throws {
    scratch = try Scratch.repository()
    let hex = try scratch.commit("package")
    object = try #require(ObjectID(hex: hex))
    let history = (1...100).map { number in
      let text = number < 50 ? "veto\n" : "other \(number)\n"
      let parent = number == 1 ? "" : "from :\(number - 1)\n"
      return """
        commit \(ref)
        mark :\(number)
        committer Ann <ann@example.org> \(1_767_225_600 + number) +0000
        data 0
        \(parent)M 100644 inline \(hex)
        data \(text.utf8.count)
        \(text)

        """
    }
    try scratch.git("fast-import", "--quiet", input: history.joined())
  }

  private func read() throws -> ([String], [String]) {
    let notes = try scratch.counted(ref)
    let lines = try notes.lines(on: object).map { String(decoding: $0, as: UTF8.self) }
    return (lines, try notes.warnings().lines)
  }

  @Test func whatWasReadIsKeptAndSaysTheSame() throws {
    let first = try read()
    #expect(first.0.contains("veto"))
    #expect(scratch.exists(file))
    #expect(try read() == first)
  }

  @Test func theHistoryBehindWhatWasReadIsNotReadAgain() throws {
    let first = try read()
    // A commit in the middle goes, which nothing but a second reading would notice.
    let old = try scratch.git("rev-parse", ref + "~90")
    let object = scratch.path(".git/objects/")
    try scratch.git("repack", "-adq")
    try scratch.sh(
      "mv .git/objects/pack ../pack; for p in ../pack/*.pack; do git unpack-objects -q <$p; done")
    try scratch.sh("rm -f \(object)\(old.prefix(2))/\(old.dropFirst(2))")
    #expect(try read() == first)
    try scratch.sh("rm \(file)")
    #expect(throws: Problem.self) { try read() }
  }

  @Test func onlyWhatIsNewIsRead() throws {
    let first = try read()
    try scratch.git("notes", "--ref", ref, "append", "-m", "new", object.hex)
    #expect(try read().0 == (first.0 + ["new"]).sorted())
  }

  @Test func aDamagedFileIsReadPast() throws {
    let first = try read()
    let bytes = try scratch.readBytes(file)
    for position in stride(from: 0, to: bytes.count, by: 1_501) {
      var damaged = bytes
      damaged[position] ^= 1
      try scratch.write(file, bytes: damaged)
      #expect(try read() == first)
      try scratch.write(file, bytes: Array(bytes.prefix(position)))
      #expect(try read() == first)
    }
  }

  @Test func aFileOfAnotherFormIsReadPast() throws {
    let first = try read()
    let lines = try scratch.read(file).split(separator: "\n").map(String.init)
    let body = "\(lines[0]), and more\n\(lines[1])\n"
    try scratch.write("body", body)
    let sum = try scratch.sh("sha256sum <body | cut -c1-64")
    try scratch.write(file, body + sum + "\n")
    #expect(try read() == first)
    // The sum is right: of this form, it would be believed.
    try scratch.write("body", "\(lines[0])\n\(lines[1])\n")
    try scratch.sh("(cat body; sha256sum <body | cut -c1-64) >\(file)")
    #expect(try read() != first)
  }

  @Test func aFileOfAnotherRefOrAnotherRepositoryIsReadPast() throws {
    let first = try read()
    let other = try NoteHistoryFileTests()
    try other.scratch.git("notes", "--ref", ref, "append", "-m", "elsewhere", other.object.hex)
    _ = try other.read()
    try other.scratch.sh("git notes --ref \(ref) append -m more \(other.object.hex)")
    let text = try scratch.read(file)
    try scratch.write(".git/relman/note-history/evidence", text)
    try scratch.git("update-ref", "refs/notes/relman/evidence", "HEAD")
    let evidence = try scratch.counted("refs/notes/relman/evidence")
    #expect(try evidence.warnings().lines.isEmpty)
    try scratch.write(file, bytes: Array(text.utf8))
    #expect(try read() == first)
  }

  @Test func aCloneThatMayOnlyBeReadWorksWithoutIt() throws {
    // Root may write everywhere, so a file stands where the folder would be.
    try scratch.write(".git/relman", "in the way")
    #expect(try read().0.contains("veto"))
    #expect(try scratch.read(".git/relman") == "in the way")
  }

  @Test func anOlderNotesCommitKnowsOnlyWhatItsHistoryHas() throws {
    _ = try read()
    let repository = try Repository.open(at: scratch.path)
    let old = try #require(ObjectID(hex: try scratch.git("rev-parse", ref + "~80")))
    let notes = try CountedNotes(ref, at: old, in: repository)
    #expect(try notes.lines(on: object) == [Array("veto".utf8)[...]])
    #expect(try notes.warnings().lines.isEmpty)
  }
}
