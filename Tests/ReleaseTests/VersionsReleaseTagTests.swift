import Release
import Testing

struct ReleaseTagTests {
  private func tag(_ name: String, on commit: Int) -> Release.Tag {
    Release.Tag(name: name, object: id(commit), commit: id(commit))
  }

  private func line(_ pattern: String, _ scheme: Scheme = .semver) throws -> PackageDefinition {
    PackageDefinition(name: "shop", tag: try #require(TagPattern(pattern)), scheme: scheme)
  }

  @Test func onlyTagsOfTheLineAreReleasesLowestFirst() throws {
    let tags = [
      tag("v1.10.0", on: 1), tag("v1.9.0", on: 2), tag("1.0.0", on: 3), tag("v1.0", on: 4),
      tag("nightly", on: 5), tag("v1.10.0-rc.1", on: 6),
    ]
    let found = ReleaseTags(in: tags, of: try line("v{version}"))
    #expect(found.tags.map(\.tag.name) == ["v1.9.0", "v1.10.0-rc.1", "v1.10.0"])
    #expect(found.problems.isEmpty)
  }

  @Test func ofTwoReleaseTagsOnOneCommitTheHigherVersionCountsAndItIsSaid() throws {
    let tags = [tag("v1.4.0", on: 1), tag("v1.4.0-rc.2", on: 1), tag("v1.3.0", on: 2)]
    let found = ReleaseTags(in: tags, of: try line("v{version}"))
    #expect(found.tags.map(\.tag.name) == ["v1.3.0", "v1.4.0"])
    #expect(found.covered.map(\.tag.name) == ["v1.4.0-rc.2"])
    #expect(found.named("v1.4.0-rc.2") != nil)
    let message = try #require(found.problems.first?.message)
    #expect(message.contains("\"v1.4.0-rc.2\" and \"v1.4.0\" tag the same commit"))
  }

  @Test func twoTagsOfOneVersionAreReported() throws {
    let tags = [tag("v1.0", on: 1), tag("v1.0.0", on: 2)]
    let found = ReleaseTags(in: tags, of: try line("v{version}", .lenient))
    #expect(found.tags.count == 2)
    #expect(found.problems.map(\.message) == ["\"v1.0\" and \"v1.0.0\" name the same version"])
  }

  @Test(
    arguments: [
      (["v1.0", "v1.1", "1.2"], "v{version}"), (["1.0", "1.1", "v1.2"], "{version}"),
      (["shop-1.0", "shop-1.1", "v1"], "shop-{version}"), (["shop-v1.0"], "shop-v{version}"),
      (["release-1.0"], "release-{version}"), (["shop@1.0.0", "shop@1.0.1"], "shop@{version}"),
      ([], "v{version}"), (["v1.0", "1.0"], "v{version}"), (["vault", "x"], "v{version}"),
    ])
  func aRepositoryWithoutConfigurationHasThePatternOfMostOfItsTags(
    tags: [String], pattern: String
  ) {
    let line = PackageDefinition.unconfigured(folder: "shop", tags: tags)
    #expect(line.tag.description == pattern)
    #expect(line.name == "shop")
  }

  @Test(arguments: ["", "-", "my shop!", "ä", "..", "shop\u{202e}"])
  func anyFolderGivesALine(_ folder: String) {
    let line = PackageDefinition.unconfigured(folder: folder, tags: ["v1.0"])
    #expect(isName(line.name))
    #expect(line.tag.description == "v{version}")
  }

  @Test(arguments: 0..<20) func aTagNameGivesItsVersionBack(seed: Int) throws {
    var random = Seeded(seed)
    for pattern in ["v{version}", "shop@{version}", "{version}-final", "a/{version}/b"] {
      let pattern = try #require(TagPattern(pattern))
      let version = Version(
        numbers: (0..<3).map { _ in .random(in: 0...99, using: &random) },
        preRelease: seed % 2 == 0 ? [] : [.text("rc"), .number(3)])
      let text = try #require(pattern.version(in: pattern.name(for: version)))
      #expect(Scheme.semver.version(text) == version)
    }
  }

  @Test(arguments: ["", "v", "{version}{version}", "-{version}", "v {version}", "v~{version}"])
  func aPatternThatNoTagNameCouldFitIsRefused(_ pattern: String) {
    #expect(TagPattern(pattern) == nil)
  }
}
