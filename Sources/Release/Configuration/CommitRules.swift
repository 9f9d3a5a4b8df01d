/// How commit messages are read.
public struct CommitRules: Hashable, Sendable {
  public enum Unconventional: String, Hashable, Sendable, CaseIterable {
    case keep, refuse
  }

  /// Commit types that release notes show, in this order, and their headings.
  public var types: [Heading]
  public var unconventional: Unconventional

  public init(types: [Heading] = Self.defaultTypes, unconventional: Unconventional = .keep) {
    self.types = types
    self.unconventional = unconventional
  }

  public struct Heading: Hashable, Sendable {
    public var type: String
    public var heading: String

    public init(_ type: String, _ heading: String) {
      self.type = type
      self.heading = heading
    }
  }

  public static let defaultTypes = [
    Heading("feat", "Features"), Heading("fix", "Fixes"), Heading("perf", "Performance"),
    Heading("db", "Database"), Heading("revert", "Reverts"),
  ]

  public func heading(for type: String) -> String? {
    types.first { $0.type == type }?.heading
  }
}
