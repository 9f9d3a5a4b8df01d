import Release
import Testing

/// Semantic versions beyond the published cases.
struct SemanticVersionTests {
  @Test(arguments: ["", " 1.0.0", "1.0.0 ", "v1.0.0", "1.0.0\n", "१.0.0"])
  func whatLooksLikeAVersionIsRefused(_ text: String) {
    #expect(Scheme.semver.version(text) == nil)
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
