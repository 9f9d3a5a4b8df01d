import Release
import Testing

/// Paths, names and what messages quote.
struct TextTests {
  @Test(
    arguments: [
      "", "/etc/passwd", "a//b", "a/", "..", "a/../b", "./a", "a/.", "a\\b", "a\nb", "a\u{7f}",
      "\0",
      ".git", ".git/hooks/pre-push", "a/.GIT/config", ".git.", ".git ", "git~1", "GIT~2/x",
      ".g\u{200c}it", ".git\u{200d}", ".git::$INDEX_ALLOCATION",
      String(repeating: "a", count: 4097),
    ]) func anUnsafePathIsRefused(_ path: String)
  {
    #expect(Path(path).whyUnsafe != nil)
  }

  @Test(
    arguments: [
      "a", "a/b", ".gitignore", ".gitattributes", "...", "a..b", "-rf", "git", "a b", "ä/é",
      ".github/workflows/x.yml", String(repeating: "a", count: 4096),
    ]) func anOrdinaryPathIsSafe(_ path: String)
  {
    #expect(Path(path).whyUnsafe == nil)
  }

  @Test func pathsAreComparedByTheirBytes() {
    #expect(Path("\u{e9}") != Path("e\u{301}"))
    #expect(Set([Path("\u{e9}"), Path("e\u{301}")]).count == 2)
    #expect(Path("a/b").isInside(Path("a")))
    #expect(Path("a").isInside(Path("a")))
    #expect(!Path("ab").isInside(Path("a")))
  }

  @Test(
    arguments: [
      ("plain", "\"plain\""), ("a\nb", "\"a\\nb\""), ("\u{1b}[31m", "\"\\u{1B}[31m\""),
      ("a\u{200b}b\u{ad}", "\"a\\u{200B}b\\u{00AD}\""), ("\u{e0041}", "\"\\u{000E0041}\""),
      ("👩\u{200d}🔧", "\"👩\u{200d}🔧\""),
      ("\u{202e}abc", "\"\\u{202E}abc\""), ("\u{2066}\u{9b}", "\"\\u{2066}\\u{009B}\""),
      ("é ✓ 👍", "\"é ✓ 👍\""), ("\0\u{7f}", "\"\\0\\u{7F}\""),
    ]) func textFromOutsideIsQuotedWithoutControlCharacters(text: String, shown: String)
  {
    #expect(quoted(text) == shown)
  }

  @Test func quotedTextIsCut() {
    #expect(quoted("abcdef", limit: 3) == "\"abc…\"")
    #expect(quoted("abc", limit: 3) == "\"abc\"")
  }

  @Test(
    arguments: [
      ("Discounts at checkout", "discounts-at-checkout"), ("  A -- B!  ", "a-b"), ("Ä", ""),
      ("", ""), ("../../etc", "etc"), ("Ünïcode 2", "n-code-2"),
    ]) func aTitleGivesAName(title: String, name: String)
  {
    #expect(slug(title) == name)
  }

  @Test(arguments: 0..<50) func aSlugIsANameWithinItsLimit(seed: Int) {
    var random = Seeded(seed)
    let made = slug(random.text(of: "aZ9 -./é\n", upTo: 200), limit: 20)
    #expect(made.utf8.count <= 20)
    #expect(made.isEmpty || isName(made))
    #expect(slug(made, limit: 20) == made)
  }

  @Test(
    arguments: [
      ("stagign", "staging"), ("prod", nil), ("production ", "production"), ("v1.4.1", nil),
      ("", nil),
    ]) func aMistypedNameHasItsNearest(text: String, near: String?)
  {
    #expect(nearest(to: text, among: ["staging", "production"]) == near)
  }

  @Test func theNearestDoesNotDependOnTheOrder() {
    #expect(nearest(to: "v1.4.2", among: ["v1.4.1", "v1.4.0"]) == "v1.4.0")
    #expect(nearest(to: "v1.4.2", among: ["v1.4.0", "v1.4.1"]) == "v1.4.0")
    #expect(suggestion(for: "stagign", among: ["staging"]) == "; did you mean \"staging\"?")
    #expect(suggestion(for: "x", among: ["staging"]) == "")
  }
}
