/// A commit message, read once: what Conventional Commits 1.0.0, `git interpret-trailers` and the
/// forges put into it.
///
/// Every text is a message: what does not fit the conventions is a title and a body.
public struct Message: Hashable, Sendable {
  /// As `git log --format=%s` shows it: the first paragraph, its lines joined by spaces. For a
  /// conventional message its first line alone.
  public let title: String
  /// `feat` of `feat(checkout)!: …`, in lower case; `revert` for what `git revert` writes.
  public let type: String?
  public let scope: String?
  /// The title without type, scope and the pull request's number.
  public let subject: String
  /// What stands between the title and the footers.
  public let body: String
  public let footers: [Footer]
  public let kind: Kind
  /// By `!`, or by a `BREAKING CHANGE` footer.
  public let isBreaking: Bool
  /// Whether the title has the form `type(scope)!: subject`.
  public let isConventional: Bool
  /// The number that a forge wrote into the message.
  public let pullRequest: Int?
  /// The commits that this one takes back: hexadecimal ids, perhaps shortened to seven digits.
  public let reverts: [String]
  /// What a squashed commit holds besides its title.
  public let entries: [Entry]

  /// What wrote the title.
  public enum Kind: Hashable, Sendable {
    case ordinary
    /// `git merge` or a forge; the title of the pull request, where the message holds it.
    case merge(pullRequestTitle: String?)
    case revert
    /// `git commit --fixup`, `--squash` or `--fixup=amend:`; to be squashed before it is shared.
    case fixup
  }

  /// A text that may be anything's; what a forge took for a merge is one.
  public init(_ text: String) { self.init(Array(text.utf8), isSquash: false) }

  /// A commit's message. With one parent, what a forge calls a merge is a squash: the title of the
  /// pull request is the commit's, and says what a title says.
  public init(_ commit: Commit) {
    self.init(Array(commit.message.utf8), isSquash: commit.parents.count < 2)
  }

  /// - Parameters:
  ///   - bytes: what is not UTF-8 becomes U+FFFD.
  ///   - isSquash: whether what a forge calls a merge is none.
  public init(_ bytes: [UInt8], isSquash: Bool) {
    let layout = MessageLayout(bytes)
    let firstLine = ConventionalHeader(bytes[layout.firstLine])
    let end = firstLine == nil ? layout.title.upperBound : layout.firstLine.upperBound
    let body = trimmed(bytes[end..<max(end, layout.footersStart)])
    title =
      firstLine == nil ? joinedLines(bytes[layout.title]) : trimmedText(bytes[layout.firstLine])
    let titleBytes = Array(title.utf8)[...]
    let forge = ForgeTitle(title: titleBytes, body: body, lastLine: bytes[layout.lastLine])
    let isMerge = MessageOpening(titleBytes).isMerge || forge.isMerge
    let squashed = isSquash && isMerge ? forge.pullRequestTitle : nil
    let said = squashed.map { Array($0.utf8)[...] } ?? titleBytes
    let header = squashed == nil ? firstLine : ConventionalHeader(said)
    let opening = MessageOpening(said)

    self.body = String(decoding: body, as: UTF8.self)
    let ending = bytes[layout.footersStart...]
    footers = Footer.all(in: ending)
    isConventional = header != nil
    isBreaking = header?.isBreaking == true || footers.contains { $0.isBreaking }
    type = header?.type ?? (opening.revertedTitle == nil ? nil : "revert")
    scope = header?.scope
    subject =
      opening.revertedTitle ?? forge.withoutNumber(header?.subject ?? squashed ?? title)
    pullRequest = forge.number
    reverts = Self.reverted(in: layout.takesBack ? body : [], type: type, footers: footers)
    entries =
      layout.listsChanges
      ? (Self.entries(in: body) + Self.entries(amongFooters: ending))
        .filter { [subject] in $0.subject != subject } : []
    if isMerge && squashed == nil {
      kind = .merge(pullRequestTitle: forge.pullRequestTitle)
    } else if type == "revert" {
      kind = .revert
    } else {
      kind = opening.isFixup ? .fixup : .ordinary
    }
  }

  /// The values of the footers named `token`, which is compared without regard to case.
  public func values(of token: String) -> [String] {
    footers.filter { $0.isNamed(token) }.map(\.value)
  }

  /// The tickets that its `Change:` trailers name.
  public var changes: [String] { values(of: "Change").map(firstLine(of:)) }

  /// Everyone in a `Co-authored-by:` trailer.
  public var coAuthors: [Person] {
    values(of: "Co-authored-by").compactMap { Person(firstLine(of: $0)) }
  }

  /// What breaks, in the author's words, where a footer says it.
  public var breakingNote: String? {
    let notes = footers.filter { $0.isBreaking }.map(\.value)
    return notes.isEmpty ? nil : notes.joined(separator: "\n\n")
  }
}
