import Release
import Testing

/// The published cases of Semantic Versioning 2.0.0.
struct PublishedVersionTests {
  @Test(arguments: validVersions + specifiedVersions + validElsewhere)
  func aValidVersionIsReadAndWrittenAsItWas(_ text: String) throws {
    let version = try #require(Scheme.semver.version(text))
    #expect(version.description == text)
  }

  @Test(arguments: invalidVersions + invalidElsewhere)
  func anInvalidVersionIsRefused(_ text: String) {
    #expect(Scheme.semver.version(text) == nil)
  }

  @Test(arguments: versionsInParts) func aVersionIsReadInItsParts(
    text: String, numbers: [Version.Number], preRelease: [Version.Identifier], build: [String]
  ) throws {
    let version = try #require(Scheme.semver.version(text))
    #expect(version.numbers == numbers)
    #expect(version.preRelease == preRelease)
    #expect(version.build == build)
  }

  @Test(arguments: chains) func eachOfAChainComesBeforeTheNext(_ chain: [String]) throws {
    let versions = try chain.map { try #require(Scheme.semver.version($0)) }
    for (place, version) in versions.enumerated() {
      for (other, later) in versions.enumerated() {
        #expect((version < later) == (place < other))
        #expect((version == later) == (place == other))
      }
    }
  }

  @Test(arguments: comparisons) func theFirstIsTheGreater(first: String, second: String) throws {
    let greater = try #require(Scheme.semver.version(first))
    let lesser = try #require(Scheme.semver.version(second))
    #expect(lesser < greater)
    #expect(!(greater < lesser))
    #expect(lesser != greater)
  }

  @Test(arguments: equals) func bothAreEqual(first: String, second: String) throws {
    let one = try #require(Scheme.semver.version(first))
    let other = try #require(Scheme.semver.version(second))
    #expect(one == other)
    #expect(one.hashValue == other.hashValue)
  }

  /// The specification sets no limit. node-semver stops at 2⁵³ - 1, the semver of Rust at 2⁶⁴ - 1;
  /// here a number of 38 digits is one.
  @Test(arguments: [
    "90071992547409910.0.0", "0.90071992547409910.0", "0.0.90071992547409910",
    "111111111111111111111.0.0",
  ]) func aNumberTooLargeForOthersIsRead(_ text: String) {
    #expect(Scheme.semver.version(text)?.description == text)
  }
}

/// The valid versions that the FAQ of semver.org links: https://regex101.com/r/vkijKf/1/
private let validVersions = words(
  """
  0.0.4 1.2.3 10.20.30 1.1.2-prerelease+meta 1.1.2+meta 1.1.2+meta-valid 1.0.0-alpha 1.0.0-beta
  1.0.0-alpha.beta 1.0.0-alpha.beta.1 1.0.0-alpha.1 1.0.0-alpha0.valid 1.0.0-alpha.0valid
  1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay 1.0.0-rc.1+build.1 2.0.0-rc.1+build.123
  1.2.3-beta 10.2.3-DEV-SNAPSHOT 1.2.3-SNAPSHOT-123 1.0.0 2.0.0 1.1.7 2.0.0+build.1848
  2.0.1-alpha.1227 1.0.0-alpha+beta 1.2.3----RC-SNAPSHOT.12.9.1--.12+788
  1.2.3----R-S.12.9.1--.12+meta 1.2.3----RC-SNAPSHOT.12.9.1--.12
  1.0.0+0.build.1-rc.10000aaa-kk-0.1
  99999999999999999999999.999999999999999999.99999999999999999 1.0.0-0A.is.legal
  """)

/// The invalid ones, from the same place.
private let invalidVersions = words(
  """
  1 1.2 1.2.3-0123 1.2.3-0123.0123 1.1.2+.123 +invalid -invalid -invalid+invalid -invalid.01 alpha
  alpha.beta alpha.beta.1 alpha.1 alpha+beta alpha_beta alpha. alpha.. beta 1.0.0-alpha_beta -alpha.
  1.0.0-alpha.. 1.0.0-alpha..1 1.0.0-alpha...1 1.0.0-alpha....1 1.0.0-alpha.....1 1.0.0-alpha......1
  1.0.0-alpha.......1 01.1.1 1.01.1 1.1.01 1.2.3.DEV 1.2-SNAPSHOT
  1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788 1.2-RC-SNAPSHOT -1.0.3-gamma+b7718 +justmeta
  9.8.7+meta+meta 9.8.7-whatever+meta+meta
  99999999999999999999999.999999999999999999.99999999999999999\
  ----RC-SNAPSHOT.12.09.1--------------------------------..12
  """)

/// The examples of clauses 2, 9 and 10: github.com/semver/semver, semver.md.
private let specifiedVersions = words(
  """
  1.9.0 1.10.0 1.11.0 1.0.0-alpha 1.0.0-alpha.1 1.0.0-0.3.7 1.0.0-x.7.z.92 1.0.0-x-y-z.--
  1.0.0-alpha+001 1.0.0+20130313144700 1.0.0-beta+exp.sha.5114f85 1.0.0+21AF26D3----117B344092BD
  """)

/// The versions that parse in github.com/dtolnay/semver, tests/test_version.rs.
private let validElsewhere = words(
  """
  1.2.3-alpha1 1.2.3+build5 1.2.3+5build 1.2.3-alpha1+build5 1.2.3-1.alpha1.9+build5.7.3aedf
  1.2.3-0a.alpha1.9+05build.7.3aedf 0.4.0-beta.1+0851523 1.1.0-beta-10
  """)

/// What does not, from the same place, and in github.com/npm/node-semver,
/// test/fixtures/invalid-versions.js: without the numbers that are too large for either.
private let invalidElsewhere = [
  "", "  ", "1", "1.2", "1.2.3-", "a.b.c", "1.2.3 abc", "1.2.3-01", "1.2.3++", "07", "8\0",
  "hello, world", "xyz", String(repeating: "1", count: 255) + ".0.0",
]

/// github.com/npm/node-semver, test/fixtures/valid-versions.js, without the one that starts with v.
private let versionsInParts: [(String, [Version.Number], [Version.Identifier], [String])] = [
  ("1.0.0", [1, 0, 0], [], []),
  ("2.1.0", [2, 1, 0], [], []),
  ("3.2.1", [3, 2, 1], [], []),
  ("1.2.3-0", [1, 2, 3], [.number(0)], []),
  ("1.2.3-123", [1, 2, 3], [.number(123)], []),
  ("1.2.3-1.2.3", [1, 2, 3], [.number(1), .number(2), .number(3)], []),
  ("1.2.3-1a", [1, 2, 3], [.text("1a")], []),
  ("1.2.3-a1", [1, 2, 3], [.text("a1")], []),
  ("1.2.3-alpha", [1, 2, 3], [.text("alpha")], []),
  ("1.2.3-alpha.1", [1, 2, 3], [.text("alpha"), .number(1)], []),
  ("1.2.3-alpha-1", [1, 2, 3], [.text("alpha-1")], []),
  ("1.2.3-alpha-.-beta", [1, 2, 3], [.text("alpha-"), .text("-beta")], []),
  ("1.2.3+456", [1, 2, 3], [], ["456"]),
  ("1.2.3+build", [1, 2, 3], [], ["build"]),
  ("1.2.3+new-build", [1, 2, 3], [], ["new-build"]),
  ("1.2.3+build.1", [1, 2, 3], [], ["build", "1"]),
  ("1.2.3+build.1a", [1, 2, 3], [], ["build", "1a"]),
  ("1.2.3+build.a1", [1, 2, 3], [], ["build", "a1"]),
  ("1.2.3+build.alpha", [1, 2, 3], [], ["build", "alpha"]),
  ("1.2.3+build.alpha.beta", [1, 2, 3], [], ["build", "alpha", "beta"]),
  ("1.2.3-alpha+build", [1, 2, 3], [.text("alpha")], ["build"]),
]

/// The examples of clauses 2 and 11: github.com/semver/semver, semver.md.
private let chains = [
  ["1.9.0", "1.10.0", "1.11.0"],
  ["1.0.0", "2.0.0", "2.1.0", "2.1.1"],
  ["1.0.0-alpha", "1.0.0"],
  [
    "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
    "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
  ],
]

/// github.com/npm/node-semver, test/fixtures/comparisons.js, the strict ones; then those of
/// github.com/dtolnay/semver, tests/test_version.rs.
private let comparisons = [
  ("0.0.0", "0.0.0-foo"), ("0.0.1", "0.0.0"), ("1.0.0", "0.9.9"), ("0.10.0", "0.9.0"),
  ("0.99.0", "0.10.0"), ("2.0.0", "1.2.3"), ("1.2.3", "1.2.3-asdf"), ("1.2.3", "1.2.3-4"),
  ("1.2.3", "1.2.3-4-foo"), ("1.2.3-5-foo", "1.2.3-5"), ("1.2.3-5", "1.2.3-4"),
  ("1.2.3-5-foo", "1.2.3-5-Foo"), ("3.0.0", "2.7.2+asdf"), ("1.2.3-a.10", "1.2.3-a.5"),
  ("1.2.3-a.b", "1.2.3-a.5"), ("1.2.3-a.b", "1.2.3-a"),
  ("1.2.3-a.b.c.10.d.5", "1.2.3-a.b.c.5.d.100"), ("1.2.3-r2", "1.2.3-r100"),
  ("1.2.3-r100", "1.2.3-R2"),
  ("1.2.3-alpha2", "0.0.0"), ("1.2.3-alpha2", "1.0.0"), ("1.2.3-alpha2", "1.2.0"),
  ("1.2.3-alpha2", "1.2.3-alpha1"), ("1.2.3", "1.2.3-alpha2"), ("1.2.3-beta", "1.2.3-alpha"),
]

/// github.com/npm/node-semver, test/fixtures/equality.js, the strict ones. The last pair is of
/// github.com/dtolnay/semver, which sorts by the build too; clause 10 says that it does not count.
private let equals = [
  ("1.2.3-beta+build", "1.2.3-beta+otherbuild"), ("1.2.3+build", "1.2.3+otherbuild"),
  ("1.2.3+23", "1.2.3+42"),
]

private func words(_ text: String) -> [String] { text.split { $0.isWhitespace }.map(String.init) }
