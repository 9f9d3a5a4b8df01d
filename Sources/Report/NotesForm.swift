import Release

/// How release notes are written: what is grouped under which heading, and what they link to.
public struct NotesForm: Hashable, Sendable {
  public var rules: CommitRules
  /// Where commits and pull requests are shown; nil for notes without links.
  public var forge: Forge?
  public var style: Style
  /// A team's own form, in place of the Markdown that relman writes.
  public var template: Template?

  public enum Style: String, Hashable, Sendable, CaseIterable {
    case markdown
    /// keepachangelog.com 1.1.0
    case keepAChangelog = "keep-a-changelog"
  }

  public init(
    rules: CommitRules, forge: Forge? = nil, style: Style = .markdown, template: Template? = nil
  ) {
    self.template = template
    self.rules = rules
    self.forge = forge
    self.style = style
  }
}
