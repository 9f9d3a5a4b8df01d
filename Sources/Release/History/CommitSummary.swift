/// What release notes need of a commit: small, so that a whole history of them fits in memory.
public struct CommitSummary: Hashable, Sendable {
  public var id: ObjectID
  public var type: String?
  public var scope: String?
  public var subject: String
  public var breaking: Bool
  public var pullRequest: Int?
  public var author: Person
  /// Why the notes leave it out; nil when they show it.
  public var hidden: Hidden?
  private(set) var origin: Origin
  private var rare = Rare<Details>()

  public enum Hidden: String, Hashable, Sendable, CaseIterable, Codable {
    case merge = "it is a merge"
    case fixup = "it is to be squashed"
    case unlisted = "its type has no heading"
    case unconventional = "its message is not conventional"
    case corrected = "a correction hides it"
    case cancelled = "it and its revert cancel each other in this release"
  }

  /// What decides, besides its type, whether it is hidden.
  enum Origin: Hashable, Sendable {
    case conventional, unconventional, merge, fixup
  }

  public init(_ commit: Commit) {
    self.init(
      commit.id, by: Person(name: commit.author.name, mail: commit.author.mail),
      isMerge: commit.parents.count > 1, message: Array(commit.message.utf8))
  }

  public init(_ id: ObjectID, by author: Person, isMerge: Bool, message: [UInt8]) {
    let message = Message(message, isSquash: !isMerge)
    self.id = id
    self.author = author
    type = message.type
    scope = message.scope
    subject = message.subject
    breaking = message.isBreaking || message.entries.contains { $0.isBreaking }
    pullRequest = message.pullRequest
    let entries = isMerge ? [] : message.entries
    if isMerge {
      origin = .merge
    } else if message.kind == .fixup {
      origin = .fixup
    } else {
      origin = message.type == nil && entries.isEmpty ? .unconventional : .conventional
    }
    details = Details(
      breakingNote: message.breakingNote, change: message.changes.first,
      coAuthors: message.coAuthors, reverts: message.reverts, entries: entries)
  }
}

// What few commits have is stored apart, so that the others stay small.
extension CommitSummary {
  private struct Details: Hashable, Sendable {
    var breakingNote: String?
    var change: String?
    var coAuthors: [Person] = []
    var reverts: [String] = []
    var entries: [Message.Entry] = []
    var corrected: [Digest] = []
    var original: String?
    var isHidden: Bool?
  }

  private var details: Details {
    get { rare.value ?? Details() }
    set { rare.value = newValue == Details() ? nil : newValue }
  }

  /// What breaks, in the author's words.
  public var breakingNote: String? {
    get { rare.value?.breakingNote }
    set { details.breakingNote = newValue }
  }

  /// The ticket that it names.
  public var change: String? {
    get { rare.value?.change }
    set { details.change = newValue }
  }

  public var coAuthors: [Person] {
    get { rare.value?.coAuthors ?? [] }
    set { details.coAuthors = newValue }
  }

  /// The commits that this one reverts, as in `Message.reverts`.
  public var reverts: [String] { rare.value?.reverts ?? [] }

  /// The changes that a squashed commit lists below its title. Where there are any, a title that is
  /// not conventional is ignored.
  public var entries: [Message.Entry] { rare.value?.entries ?? [] }

  /// The statements that corrected it.
  public internal(set) var corrected: [Digest] {
    get { rare.value?.corrected ?? [] }
    set { details.corrected = newValue }
  }

  /// Its subject as it was before it was corrected.
  public internal(set) var original: String? {
    get { rare.value?.original }
    set { details.original = newValue }
  }

  /// Whether a correction hides or shows it; nil where none does.
  var isHidden: Bool? {
    get { rare.value?.isHidden }
    set { details.isHidden = newValue }
  }
}

extension CommitSummary {
  public var isMerge: Bool { origin == .merge }

  /// Makes it a conventional commit of another type; the changes squashed into it keep theirs.
  mutating func reclass(as type: String) {
    self.type = type
    if origin == .unconventional { origin = .conventional }
  }
}

extension CommitSummary: Encodable {
  enum CodingKeys: CodingKey {
    case id, type, scope, subject, breaking, breakingNote, change, pullRequest, author, authorMail
    case coAuthors, reverts, entries, corrected, original, hidden
  }

  /// Every key is always there; what is unknown is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(type, forKey: .type)
    try container.encode(scope, forKey: .scope)
    try container.encode(subject, forKey: .subject)
    try container.encode(breaking, forKey: .breaking)
    try container.encode(breakingNote, forKey: .breakingNote)
    try container.encode(change, forKey: .change)
    try container.encode(pullRequest, forKey: .pullRequest)
    try container.encode(author.name, forKey: .author)
    try container.encode(author.mail, forKey: .authorMail)
    try container.encode(coAuthors, forKey: .coAuthors)
    try container.encode(reverts, forKey: .reverts)
    try container.encode(entries, forKey: .entries)
    try container.encode(corrected, forKey: .corrected)
    try container.encode(original, forKey: .original)
    try container.encode(hidden, forKey: .hidden)
  }
}
