import Release
import Testing

/// The published cases of Semantic Versioning 2.0.0.
struct SemanticVersionTests {
  @Test(arguments: validVersions) func aValidVersionIsReadAndWrittenAsItWas(_ text: String) throws {
    let version = try #require(Scheme.semver.version(text))
    #expect(version.description == text)
  }

  @Test(arguments: invalidVersions) func anInvalidVersionIsRefused(_ text: String) {
    #expect(Scheme.semver.version(text) == nil)
  }

  @Test func precedenceIsThatOfClause11() throws {
    let chain = [
      "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
      "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1",
    ]
    let versions = try chain.map { try #require(Scheme.semver.version($0)) }
    for (place, version) in versions.enumerated() {
      for (other, later) in versions.enumerated() {
        #expect((version < later) == (place < other))
        #expect((version == later) == (place == other))
      }
    }
  }

  @Test func aBuildHasNoPrecedence() {
    #expect(Scheme.semver.version("1.0.0+a") == Scheme.semver.version("1.0.0+b"))
    #expect(Set([Version(1, 0, 0, build: ["a"]), Version(1, 0, 0, build: ["b"])]).count == 1)
  }

  @Test func aNumberOf39DigitsIsRefused() {
    let most = String(repeating: "9", count: 38)
    #expect(Scheme.semver.version("\(most).0.0") != nil)
    #expect(Scheme.semver.version("9\(most).0.0") == nil)
  }

  @Test(arguments: 0..<20) func aVersionGivesBackWhatItWasReadFrom(seed: Int) {
    var random = Seeded(seed)
    for _ in 0..<500 {
      let text = random.text(of: "001189...--a+", upTo: 12)
      for scheme in [Scheme.lenient, .semver] {
        guard let version = scheme.version(text) else { continue }
        #expect(version.description == text)
      }
    }
  }

  @Test(arguments: 0..<20) func orderIsTotalAndEqualVersionsHashAlike(seed: Int) {
    var random = Seeded(seed)
    let versions = (0..<60).compactMap { _ in
      Scheme.lenient.version(random.text(of: "0011.2..-a", upTo: 9))
    }
    for one in versions {
      for other in versions {
        #expect([one < other, one == other, other < one].count { $0 } == 1)
        if one == other { #expect(one.hashValue == other.hashValue) }
        for third in versions where one < other && other < third { #expect(one < third) }
      }
    }
  }
}

private let validVersions = """
  0.0.4 1.2.3 10.20.30 1.1.2-prerelease+meta 1.1.2+meta 1.1.2+meta-valid 1.0.0-alpha 1.0.0-beta
  1.0.0-alpha.beta 1.0.0-alpha.beta.1 1.0.0-alpha.1 1.0.0-alpha0.valid 1.0.0-alpha.0valid
  1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay 1.0.0-rc.1+build.1 2.0.0-rc.1+build.123
  1.2.3-beta 10.2.3-DEV-SNAPSHOT 1.2.3-SNAPSHOT-123 1.0.0 2.0.0 1.1.7 2.0.0+build.1848
  2.0.1-alpha.1227 1.0.0-alpha+beta 1.2.3----RC-SNAPSHOT.12.9.1--.12+788
  1.2.3----R-S.12.9.1--.12+meta 1.2.3----RC-SNAPSHOT.12.9.1--.12
  1.0.0+0.build.1-rc.10000aaa-kk-0.1 1.0.0-0A.is.legal
  99999999999999999999999.999999999999999999.99999999999999999
  """.split { $0.isWhitespace }.map(String.init)

private let invalidVersions =
  """
  1 1.2 1.2.3-0123 1.2.3-0123.0123 1.1.2+.123 +invalid -invalid -invalid+invalid -invalid.01 alpha
  alpha.beta alpha.beta.1 alpha.1 alpha+beta alpha_beta alpha. alpha.. beta 1.0.0-alpha_beta -alpha.
  1.0.0-alpha.. 1.0.0-alpha..1 1.0.0-alpha...1 1.0.0-alpha....1 1.0.0-alpha.....1 1.0.0-alpha......1
  1.0.0-alpha.......1 01.1.1 1.01.1 1.1.01 1.2.3.DEV 1.2-SNAPSHOT 1.2-RC-SNAPSHOT
  1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788 -1.0.3-gamma+b7718 +justmeta 9.8.7+meta+meta
  9.8.7-whatever+meta+meta
  99999999999999999999999.999999999999999999.99999999999999999----RC-SNAPSHOT.12.09.1--------..12
  """.split { $0.isWhitespace }.map(String.init) + [
    "", " 1.0.0", "1.0.0 ", "v1.0.0", "1.0.0\n", "१.0.0",
  ]
