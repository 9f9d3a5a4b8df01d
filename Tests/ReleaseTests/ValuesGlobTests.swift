import Release
import Testing

struct GlobTests {
  @Test(
    arguments: [
      ("**", "a/b", true), ("db/**", "db/shop/x.sql", true), ("db/**", "dbx/y", false),
      ("**/*.md", "README.md", true), ("**/*.md", "a/b/c.md", true), ("*.md", "a/b.md", false),
      ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/x/y/bb", false),
      ("a?c", "abc", true), ("a?c", "a/c", false), ("a", "A", false), ("*", ".hidden", true),
      ("", "a", false), ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false),
    ]) func aPatternFitsItsPaths(pattern: String, path: String, fits: Bool)
  {
    #expect(Glob(pattern).matches(Path(path)) == fits)
  }

  @Test(arguments: 0..<100) func itAgreesWithTryingEveryWay(seed: Int) {
    var random = Seeded(seed)
    for _ in 0..<50 {
      let pattern = random.text(of: "ab**?/", upTo: 8)
      let path = random.text(of: "ab/", upTo: 8)
      let parts = pattern.split(separator: "/").map(Array.init)
      let names = path.split(separator: "/").map(Array.init)
      #expect(
        Glob(pattern).matches(Path(path)) == fits(parts[...], names[...]),
        "\(pattern) against \(path)")
    }
  }

  @Test(arguments: 0..<100) func noFolderIsPassedByThatHoldsAMatch(seed: Int) {
    var random = Seeded(seed)
    for _ in 0..<50 {
      let glob = Glob(random.text(of: "ab**?/", upTo: 8))
      let parts = random.text(of: "ab/", upTo: 8).split(separator: "/")
      guard glob.matches(Path(parts.joined(separator: "/"))) else { continue }
      for count in 0..<parts.count {
        #expect(glob.mayMatch(below: Path(parts.prefix(count).joined(separator: "/"))))
      }
    }
    #expect(!Glob("lib/core/**").mayMatch(below: Path("lib/cores")))
    #expect(!Glob("lib/*").mayMatch(below: Path("lib/core")))
    #expect(!Glob("lib").mayMatch(below: Path("lib")))
  }

  @Test func aFolderIsToldFromAPattern() {
    #expect(Glob("lib/core/**").folder == "lib/core")
    for other in ["**", "lib/*", "l*b/**", "lib/core", "/**"] { #expect(Glob(other).folder == nil) }
  }

  /// Were each star to try every length again, this would take longer than anyone waits.
  @Test(.timeLimit(.minutes(1))) func manyStarsDoNotTakeForever() {
    let stars = String(repeating: "a*", count: 100) + "b"
    #expect(!Glob(stars).matches(Path(String(repeating: "a", count: 4000))))
    let folders = String(repeating: "**/a/", count: 50) + "b"
    #expect(!Glob(folders).matches(Path(String(repeating: "a/", count: 1000) + "c")))
  }
}

/// The definition, by trying every way.
private func fits(
  _ parts: ArraySlice<[Character]>, _ names: ArraySlice<[Character]>
) -> Bool {
  guard let part = parts.first else { return names.isEmpty }
  if part == ["*", "*"] {
    return fits(parts.dropFirst(), names) || (!names.isEmpty && fits(parts, names.dropFirst()))
  }
  guard let name = names.first, fitsPart(part[...], name[...]) else { return false }
  return fits(parts.dropFirst(), names.dropFirst())
}

private func fitsPart(_ part: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
  guard let first = part.first else { return name.isEmpty }
  if first == "*" {
    return fitsPart(part.dropFirst(), name) || (!name.isEmpty && fitsPart(part, name.dropFirst()))
  }
  guard let character = name.first, first == "?" || first == character else { return false }
  return fitsPart(part.dropFirst(), name.dropFirst())
}
