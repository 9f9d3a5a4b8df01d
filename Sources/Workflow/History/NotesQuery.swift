/// Which commits `relman notes` is asked about.
public enum NotesScope: Sendable {
  /// What is unreleased; where that is nothing, the latest release.
  case next
  case unreleased
  case latest
  case all
  /// `A..B`, or the name of a release.
  case range(String)
}

/// What `relman notes` is asked.
public struct NotesQuery: Sendable {
  public var scope: NotesScope
  /// Whether a final release also tells what its pre-releases brought.
  public var rollsUp: Bool
  public var wantsContributors: Bool
  /// Whether authors are shown, and so want their proper names.
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
  /// What may be the name of a release: of a range its end, or else its start.
  var release: String? {
    guard case .range(let text) = self else { return nil }
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    return ends.last.flatMap { $0.isEmpty || $0 == "HEAD" ? ends.first : $0 }.map { String($0) }
  }
}
