import Release
import Testing

struct ForgeLinkTests {
  @Test(
    arguments: [
      ("https://github.com/git/git.git", "https://github.com/git/git"),
      ("https://user:secret@github.com/git/git", "https://github.com/git/git"),
      ("git@github.com:git/git.git", "https://github.com/git/git"),
      ("ssh://git@gitlab.com:2222/a/b/c.git/", "https://gitlab.com/a/b/c"),
      ("https://gitlab.example.org/a/b", "https://gitlab.example.org/a/b"),
      ("git@bitbucket.org:team/name.git", "https://bitbucket.org/team/name"),
      ("https://codeberg.org/forgejo/forgejo", "https://codeberg.org/forgejo/forgejo"),
      ("git@git.sr.ht:~user/name", "https://git.sr.ht/~user/name"),
      ("git@ssh.dev.azure.com:v3/org/project/name", "https://dev.azure.com/org/project/_git/name"),
      (
        "https://org@dev.azure.com/org/project/_git/name",
        "https://dev.azure.com/org/project/_git/name"
      ),
    ]) func aForgeIsKnownByItsHost(address: String, base: String)
  {
    #expect(Forge(remote: address)?.base == base)
  }

  @Test(arguments: [
    "", "/srv/github/name.git", "../github", "https://example.org/a/b", "file:///github.com/a",
    "https://github.com", "https://github.com/", "https://github.com/../x",
    "https://github.com/a b", "https://github.com/a](javascript:x)", "https://github.com/\u{202e}",
    "https://evil.example/github.com/a", "https://notgithub.com/a/b", "git@:a/b", "C:\\github",
  ]) func whatIsNoneGivesNoLink(_ address: String) {
    #expect(Forge(remote: address) == nil)
  }

  @Test func namesCannotBreakOutOfALink() throws {
    let forge = try #require(Forge(remote: "https://github.com/a/b"))
    #expect(
      forge.comparison(from: "v1.0", to: "x)(y [z]?#%")
        == "https://github.com/a/b/compare/v1.0...x%29%28y%20%5Bz%5D%3F%23%25")
  }

  @Test(
    arguments: [
      ("https://github.com/a/b", "/pull/7", "/compare/v1...v2"),
      ("https://gitlab.com/a/b", "/-/merge_requests/7", "/-/compare/v1...v2"),
      ("https://codeberg.org/a/b", "/pulls/7", "/compare/v1...v2"),
      ("https://bitbucket.org/a/b", "/pull-requests/7", "/branches/compare/v2%0Dv1"),
    ]) func eachWritesItsAddresses(remote: String, pull: String, compare: String) throws
  {
    let forge = try #require(Forge(remote: remote))
    #expect(forge.pullRequest(7) == remote + pull)
    #expect(forge.comparison(from: "v1", to: "v2") == remote + compare)
    #expect(forge.commit(id(1)).hasSuffix(id(1).hex))
  }
}
