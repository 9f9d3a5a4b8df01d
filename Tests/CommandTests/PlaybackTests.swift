import Testing

struct PlaybackTests {
  private func shown(_ text: String) throws -> [[String]] {
    try Playback(Transcript(text)).shown
  }

  @Test func aFolderAndAVariableStayForTheNextCommand() throws {
    let text = "$ mkdir a && cd a; b='x y'\n$ basename \"$PWD\"; echo \"$b\"\n"
    #expect(try shown(text) == [[], ["a", "x y"]])
  }

  @Test func bothOutputsAreShownInTheirOrderAndTheStatusLast() throws {
    let text = "$ echo a; echo b >&2; echo c; (exit 3)\n$ nonesuch 2>&-\n"
    #expect(try shown(text) == [["a", "b", "c", "[exit 3]"], ["[exit 127]"]])
  }

  @Test func aHereDocumentWritesAFile() throws {
    #expect(try shown("$ cat >a <<'END'\n> $b\n> END\n$ cat a\n") == [[], ["$b"]])
  }

  @Test func aCommandCannotReadTheNextOne() throws {
    #expect(try shown("$ cat\n$ echo a\n") == [[], ["a"]])
  }

  @Test func nothingOfThePersonWhoRunsTheTestsIsSeen() throws {
    let shown = try shown("$ ls -A\n$ ls -A ~\n$ git config user.email; date +%Z\n")
    #expect(shown == [[], [".gitconfig"], ["ada@example.org", "UTC"]])
  }

  @Test func theProgramsOfThisBuildComeFirst() throws {
    let shown = try shown("$ command -v relman relman-hook\n")
    #expect(shown[0].first?.hasSuffix("debug/relman") == true)
  }

  @Test func aShellThatEndsEarlyIsReported() throws {
    let playback = try Playback(Transcript("$ echo a\n$ exit 5\n$ echo b\n"))
    #expect(playback.shown == [["a"], ["[not played to its end]"], ["[not played to its end]"]])
    #expect(playback.interruption == "the shell ended with status 5 in line 2, $ exit 5\n")
  }

  @Test func aCommandThatHangsIsKilledAndReported() throws {
    let hangs = Transcript("$ echo a\n$ sleep 600\n")
    let playback = try Playback(hangs, timeLimitSeconds: 0.5)
    #expect(playback.shown.first == ["a"])
    #expect(playback.interruption?.hasPrefix("killed after 0.5 s in line 2, $ sleep 600") == true)
  }
}
