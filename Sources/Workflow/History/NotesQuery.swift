/// The commits that `relman notes` is to show.
public enum NotesScope: Sendable {
  /// What is unreleased; where nothing is, the latest release.
  case next
  case unreleased
  case latest
  case all
  /// `A..B`, or the name of a release.
  case range(String)
}

/// The request of `relman notes`.
public struct NotesQuery: Sendable {
  public var scope: NotesScope
  /// Whether a final release includes the commits of its pre-releases.
  public var rollsUp: Bool
  public var wantsContributors: Bool
  /// Whether authors are shown, and need their canonical names.
  public var wantsAuthors: Bool

  public init(
    _ scope: NotesScope = .next, rollsUp: Bool = false, wantsContributors: Bool = false,
    wantsAuthors: Bool = false
  ) {
    self.scope = scope
    self.rollsUp = rollsUp
    self.wantsContributors = wantsContributors
    self.wantsAuthors = wantsAuthors
  }
}

extension NotesScope {
  /// What may be the name of a release: the end of a range, or else its start.
  var release: String? {
    guard case .range(let text) = self else { return nil }
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    return ends.last.flatMap { $0.isEmpty || $0 == "HEAD" ? ends.first : $0 }.map { String($0) }
  }
}
