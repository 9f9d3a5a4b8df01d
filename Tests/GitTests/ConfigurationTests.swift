import Git
import Release
import Scratch
import Testing

struct ConfigurationTests {
  @Test func valuesAreSetAddedOnceAndRemoved() throws {
    let scratch = try Scratch.repository()
    let repository = try scratch.opened()
    #expect(try repository.configuration("relman.none") == nil)
    try repository.setConfiguration("relman.name", "a # \"b\" ü")
    #expect(try scratch.git("config", "relman.name") == "a # \"b\" ü")
    #expect(try repository.configuration("relman.name") == "a # \"b\" ü")
    let key = "remote.origin.fetch"
    let (one, two) = ("+refs/notes/*:refs/notes/*", "+refs/notesX:refs/notes.")
    try scratch.git("config", key, "+refs/heads/*:refs/remotes/origin/*")
    for value in [one, two, one] { try repository.addConfiguration(key, value) }
    let all = try scratch.lines("config", "--get-all", key)
    #expect(all == ["+refs/heads/*:refs/remotes/origin/*", one, two])
    #expect(try repository.configurationValues(key) == all)
    try repository.removeConfiguration(key, one)
    try repository.removeConfiguration(key, one)
    #expect(try scratch.lines("config", "--get-all", key) == [all[0], two])
    let bad = problem { () throws(Problem) in try repository.setConfiguration("no key", "x") }
    #expect(bad != nil)
  }

  @Test func aMissingNameSaysHowToSetIt() throws {
    let scratch = try Scratch.repository()
    let repository = try scratch.opened()
    #expect(try repository.ident() == ("Ada Lovelace", "ada@example.org"))
    try scratch.git("config", "committer.name", "Release Robot")
    #expect(try repository.ident().name == "Release Robot")
    #expect(try repository.ident(as: .author).name == "Ada Lovelace")
    try scratch.git("config", "--unset", "user.email")
    let problem = problem { () throws(Problem) in _ = try repository.ident() }
    #expect(problem?.kind == .configuration)
    #expect(problem?.hint == "git config user.email you@example.org")
  }

  @Test func remotesAreNamedWithTheirAddresses() throws {
    let scratch = try Scratch.repository()
    try scratch.git("remote", "add", "origin", "short:shop.git")
    try scratch.git("remote", "add", "backup", "/tmp/backup.git")
    try scratch.git("config", "url.ssh://git@example.org/.insteadOf", "short:")
    let repository = try scratch.opened()
    #expect(try repository.remotes().sorted() == ["backup", "origin"])
    #expect(try repository.remoteURL("origin") == "ssh://git@example.org/shop.git")
    #expect(try repository.remoteURL("none") == nil)
    #expect(try repository.remoteURL("--upload-pack=x") == nil)
  }
}
