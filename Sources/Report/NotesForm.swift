import Release

/// The form of release notes: their headings, links and style.
public struct NotesForm: Hashable, Sendable {
  public var rules: CommitRules
  /// The forge that commits and pull requests are linked to; nil for notes without links.
  public var forge: Forge?
  public var style: Style
  /// A team's own template, instead of relman's standard form.
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
