import Glibc
import Platform
import Release
import Scratch
import Testing

struct FileTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func aFileIsReadUpToItsLimit() throws {
    try scratch.write("ten", "0123456789")
    #expect(try readFile(scratch.path("ten"), limitBytes: 10) == Array("0123456789".utf8))
    let problem = #expect(throws: Problem.self) {
      try readFile(scratch.path("ten"), limitBytes: 9)
    }
    #expect(problem?.kind == .inputOutput)
    #expect(problem?.message == "\(quoted(scratch.path("ten"))) is larger than 9 bytes")
    // It has no end, and is not waited for.
    #expect(throws: Problem.self) { try readFile("/dev/zero", limitBytes: 1 << 20) }
  }

  @Test func aFileThatIsNotThereIsNone() throws {
    try scratch.write("file", "")
    #expect(try readFile(scratch.path("none")) == nil)
    #expect(try readFile(scratch.path("file/below")) == nil)
    #expect(throws: Problem.self) { try readFile(scratch.path(".")) }
  }

  @Test func aFileIsWrittenWithItsFoldersAndItsMode() throws {
    try writeFile(scratch.path("a/b/file"), [1, 2], .exactly(0o757))
    try writeFile(scratch.path("a/b/file"), [3], .exactly(0o640))
    #expect(try scratch.readBytes("a/b/file") == [3])
    try appendFile(scratch.path("a/b/file"), [4])
    #expect(try scratch.readBytes("a/b/file") == [3, 4])
    #expect(try scratch.sh("stat -c %a a/b/file; ls a/b") == "640\nfile")
    let umask = try scratch.sh("touch plain; stat -c %a plain")
    try writeFile(scratch.path("other"), [], .atMost(0o666))
    #expect(try scratch.sh("stat -c %a other") == umask)
  }

  @Test func aCrashBetweenWriteAndRenameLeavesTheOldBytes() async throws {
    try scratch.write("file", "old")
    let path: String = scratch.path("file")
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let new = try NewFile(Array("new".utf8), for: path)
      kill(getpid(), SIGKILL)
      try new.takePlace()
    }
    #expect(try scratch.read("file") == "old")
    try writeFile(path, Array("newer".utf8))
    #expect(try scratch.read("file") == "newer")
  }

  @Test func aNewFileThatDoesNotTakeItsPlaceGoesAway() throws {
    do { _ = try NewFile([1], for: scratch.path("file")) }
    #expect(try names(in: scratch.path) == [])
  }

  /// The name beside the place can be foreseen.
  @Test func nothingIsWrittenThroughALinkBesideThePlace() throws {
    try scratch.write("victim", "mine")
    try scratch.sh("ln -s victim file.\(getpid()).new")
    try writeFile(scratch.path("file"), [1])
    #expect(try scratch.read("victim") == "mine")
    #expect(try names(in: scratch.path) == ["file", "victim"])
  }

  @Test func aFolderIsRemovedAndNoLinkInItIsFollowed() throws {
    try scratch.sh(
      """
      mkdir -p keep folder/inner; echo kept > keep/file; echo x > folder/inner/file
      ln -s ../keep folder/link; ln -s ../../keep/file folder/inner/link; ln -s keep top
      """)
    removeFolder(scratch.path("folder"))
    removeFolder(scratch.path("top"))
    #expect(try scratch.sh("find . | sort") == ".\n./keep\n./keep/file")
    #expect(try scratch.read("keep/file") == "kept\n")
  }

  @Test func nothingIsWrittenBehindALink() throws {
    try scratch.sh("mkdir -p keep top/real; ln -s ../keep top/link; touch top/file")
    try requireNoLink(onWayTo: "real/new/file", below: scratch.path("top"))
    try makeFolders(for: "real/new/file", below: scratch.path("top"))
    #expect(isFolder(scratch.path("top/real/new")))
    for path in ["link/new/file", "file/new/file"] {
      let problem = #expect(throws: Problem.self) {
        try makeFolders(for: path, below: scratch.path("top"))
      }
      #expect(problem?.kind == .refused)
    }
    #expect(throws: Problem.self) {
      try requireNoLink(onWayTo: "link/file", below: scratch.path("top"))
    }
    #expect(try names(in: scratch.path("keep")) == [])
  }

  @Test func namesStandInTheOrderOfTheirBytes() throws {
    for name in ["b", "a\u{301}", "é", "Z", ".x"] { try scratch.write("f/\(name)", "") }
    let sorted = try scratch.sh("ls -A f | LC_ALL=C sort")
    #expect(try names(in: scratch.path("f")).joined(separator: "\n") == sorted)
    #expect(try names(in: scratch.path("none")) == [])
  }

  @Test func foldersAreMadeWithTheirMode() throws {
    try makeFolder(scratch.path("a/b"), mode: 0o700)
    try makeFolder(scratch.path("a/b"))
    #expect(try scratch.sh("stat -c %a a a/b") == "700\n700")
    try scratch.write("file", "")
    #expect(throws: Problem.self) { try makeFolder(scratch.path("file/below")) }
  }

  @Test func aFileTakesThePlaceOfAnother() throws {
    try scratch.write("old", "old")
    try makePrivateFile(scratch.path("new"))
    #expect(try scratch.sh("stat -c %a new") == "600")
    try replaceFile(scratch.path("old"), with: scratch.path("new"))
    #expect(try scratch.read("old") == "")
    #expect(!exists(scratch.path("new")))
    #expect(throws: Problem.self) { try replaceFile(scratch.path("old"), with: "/none") }
  }

  @Test func pathsAreTakenApartByTheirText() {
    #expect(parent(of: "/a/b") == "/a")
    #expect(parent(of: "/a") == "/")
    #expect(parent(of: "a") == "")
    #expect(withoutDots("/a/./b/../../../c") == "/c")
  }
}
