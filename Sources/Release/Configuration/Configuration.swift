/// `.relman/config.yaml`: which packages there are, what each carries, how commits are read.
public struct Configuration: Hashable, Sendable {
  /// At least one, in the order of the file. No tag name fits two of them.
  public var packages: [PackageDefinition]
  public var commits: CommitRules

  public init(packages: [PackageDefinition], commits: CommitRules = .init()) {
    self.packages = packages
    self.commits = commits
  }

  /// Of all packages.
  public var databases: [Database] { packages.flatMap(\.databases) }

  /// The package of which `tag` is a release.
  public func package(ofTag tag: String) -> PackageDefinition? {
    packages.first { $0.version(ofTag: tag) != nil }
  }
}
