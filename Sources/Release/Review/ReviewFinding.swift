/// Something that a reviewer should know, where it is, and the command that mends it.
public struct ReviewFinding: Hashable, Sendable, Encodable {
  public var rule: Rule
  public var level: Level
  public var text: String
  @OrNull public var path: String?
  /// From 1.
  @OrNull public var line: Int?
  @OrNull public var command: ShellCommand?
  /// The same for the same finding in every run, whatever line it moved to.
  public var fingerprint: Digest

  public init(
    _ rule: Rule, _ text: String, path: String? = nil, line: Int? = nil,
    command: ShellCommand? = nil,
    fingerprint: Digest
  ) {
    self.rule = rule
    self.level = rule.level
    self.text = text
    self.path = path
    self.line = line
    self.command = command
    self.fingerprint = fingerprint
  }

  public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
    /// It fails `relman review --check`.
    case error
    case warning
    case note
  }

  public enum Rule: String, Hashable, Sendable, Codable, CaseIterable {
    case package
    case ticket
    case notes
    case tampered
    case revert = "no-revert"
    case verify = "no-verify"
    case rework
    case unknown
    case configuration
    case policy

    /// What it stands for, in a sentence.
    public var meaning: String {
      switch self {
      case .package: "The package can be built: every commit and every file has its place."
      case .ticket: "A ticket says what its release model asks for."
      case .notes: "The release notes are committed and up to date."
      case .tampered: "The stored package is the one that its tag gives."
      case .revert: "A migration has a script that takes it back."
      case .verify: "A migration has a script that shows it worked."
      case .rework: "A released migration stays as it was."
      case .unknown: "What this review needs is in this clone."
      case .configuration: "What decides what a package holds has changed."
      case .policy: "The rules in the commit are those that the owners have put in force."
      }
    }

    public var level: Level {
      switch self {
      case .package, .ticket, .notes, .tampered: .error
      case .revert, .verify, .rework, .unknown, .policy: .warning
      case .configuration: .note
      }
    }
  }
}
