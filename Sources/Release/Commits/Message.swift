/// A parsed commit message, by Conventional Commits 1.0.0, `git interpret-trailers` and the forms
/// that forges use.
///
/// Every text is a message: one that follows no convention has a title and a body.
public struct Message: Hashable, Sendable {
  /// As `git log --format=%s` shows it: the first paragraph, its lines joined by spaces. For a
  /// conventional message its first line alone.
  public let title: String
  /// `feat` of `feat(checkout)!: …`, in lower case; `revert` for a message of `git revert`.
  public let type: String?
  public let scope: String?
  /// The title without type, scope and pull request number.
  public let subject: String
  /// The text between the title and the footers.
  public let body: String
  public let footers: [Footer]
  public let kind: Kind
  /// By `!`, or by a `BREAKING CHANGE` footer.
  public let isBreaking: Bool
  /// Whether the title has the form `type(scope)!: subject`.
  public let isConventional: Bool
  /// The pull request's number, as a forge wrote it into the message.
  public let pullRequest: Int?
  /// The commits that this one reverts: hexadecimal ids, possibly shortened to as few as seven
  /// digits.
  public let reverts: [String]
  /// The changes that a squashed commit lists below its title.
  public let entries: [Entry]

  /// The form of the title.
  public enum Kind: Hashable, Sendable {
    case ordinary
    /// `git merge` or a forge; the title of the pull request, where the message holds it.
    case merge(pullRequestTitle: String?)
    case revert
    /// `git commit --fixup`, `--squash` or `--fixup=amend:`; to be squashed before it is shared.
    case fixup
  }

  /// Text of unknown origin: what has the form of a forge's merge is taken for a merge.
  public init(_ text: String) { self.init(Array(text.utf8), isSquash: false) }

  /// A commit's message. With one parent, what has the form of a forge's merge is a squash: the
  /// title of the pull request is taken as the commit's title.
  public init(_ commit: Commit) {
    self.init(Array(commit.message.utf8), isSquash: commit.parents.count < 2)
  }

  /// - Parameters:
  ///   - bytes: what is not UTF-8 becomes U+FFFD.
  ///   - isSquash: whether what has the form of a forge's merge is a squash.
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
    let effectiveTitle = squashed.map { Array($0.utf8)[...] } ?? titleBytes
    let header = squashed == nil ? firstLine : ConventionalHeader(effectiveTitle)
    let opening = MessageOpening(effectiveTitle)

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
    reverts = Self.reverted(in: layout.mayRevert ? body : [], type: type, footers: footers)
    entries =
      layout.mayListChanges
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

  /// The values of the footers named `token`; letter case is ignored.
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
