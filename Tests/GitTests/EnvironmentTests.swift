import Git
import Glibc
import Release
import Scratch
import Testing

/// Git talks to its hooks through the environment, which belongs to a whole process: each of these
/// tests has one of its own.
struct EnvironmentTests {
  @Test func gitDirComesBeforeThePath() async {
    await #expect(processExitsWith: .success) {
      let (one, other) = (try Scratch.repository(), try Scratch.repository())
      setenv("GIT_DIR", one.path(".git"), 1)
      let repository = try Repository.open(at: other.path)
      #expect(repository.gitDirectory == one.path(".git"))
      setenv("GIT_DIR", ".git", 1)
      #expect(try Repository.open(at: other.path).gitDirectory == other.path(".git"))
      setenv("GIT_WORK_TREE", one.path, 1)
      #expect(try Repository.open(at: other.path).workTree == one.path)
      setenv("GIT_DIR", "/nonexistent", 1)
      let missing = problem { () throws(Problem) in _ = try Repository.open(at: one.path) }
      #expect(missing?.kind == .notFound)
    }
  }

  @Test func quarantinedObjectsAreSeenDuringAPush() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch.repository()
      let old = try scratch.id(scratch.commit("one"))
      try scratch.sh(
        """
        mkdir quarantine
        GIT_OBJECT_DIRECTORY=quarantine GIT_ALTERNATE_OBJECT_DIRECTORIES=.git/objects \
          git commit-tree -m two HEAD^{tree}
        """)
      let hex = try scratch.sh("find quarantine -type f | tr -d / | sed s/quarantine//")
      let new = try #require(ObjectID(hex: hex))
      #expect(try !Repository.open(at: scratch.path).contains(new))
      setenv("GIT_DIR", scratch.path(".git"), 1)
      setenv("GIT_OBJECT_DIRECTORY", scratch.path("quarantine"), 1)
      setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", scratch.path(".git/objects"), 1)
      setenv("GIT_QUARANTINE_PATH", scratch.path("quarantine"), 1)
      let repository = try Repository.open(at: ".")
      #expect(try repository.commit(new).message == "two\n")
      #expect(try repository.commit(old).message == "one\n")
    }
  }

  @Test func theEnvironmentNamesWhoActs() async {
    await #expect(processExitsWith: .success) {
      let scratch = try Scratch.repository()
      let repository = try scratch.opened()
      setenv("GIT_COMMITTER_NAME", "Grace Hopper", 1)
      setenv("GIT_AUTHOR_EMAIL", "author@example.org", 1)
      #expect(try repository.ident() == ("Grace Hopper", "ada@example.org"))
      #expect(try repository.ident(as: .author) == ("Ada Lovelace", "author@example.org"))
    }
  }
}
