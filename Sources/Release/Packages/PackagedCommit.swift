/// A commit since the last release, and what became of it.
public struct PackagedCommit: Hashable, Sendable, Codable {
  public var id: ObjectID
  public var subject: String
  /// The author's mail address, which `distinct: [author]` looks up.
  public var author: String
  /// The mail addresses of its committer and co-authors, where they are others, sorted;
  /// `distinct: [author]` looks them up too. Nil where there are none.
  public var contributors: [String]?
  public var outcome: Outcome
  /// The statements that corrected it; nil where there are none.
  public var corrections: [Digest]?

  public init(
    id: ObjectID, subject: String, author: String, contributors: [String]? = nil,
    outcome: Outcome, corrections: [Digest]? = nil
  ) {
    self.id = id
    self.subject = subject
    self.author = author
    self.contributors = contributors
    self.outcome = outcome
    self.corrections = corrections
  }

  public enum Outcome: Hashable, Sendable {
    /// It belongs to these tickets, one at least.
    case tickets([String])
    /// It is a change of its own.
    case own
    case leftOut(Reason)
  }

  /// Why a commit is left out.
  public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
    case merge
    /// It touches nothing that the package carries.
    case notCarried
    /// It touches relman's own files alone.
    case relmanFiles
  }
}

extension PackagedCommit {
  /// Whether the package has something of it.
  public var isCarried: Bool {
    if case .leftOut = outcome { false } else { true }
  }

  /// Everybody who had a hand in it, by mail address.
  public var people: [String] { [author] + (contributors ?? []) }
}

extension PackagedCommit.Outcome {
  /// The ids of its tickets; none of a commit that has no ticket.
  public var tickets: [String] {
    if case .tickets(let ids) = self { ids } else { [] }
  }
}

extension PackagedCommit.Outcome: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tickets(let ids): ids.joined(separator: ", ")
    case .own: "a change of its own"
    case .leftOut(let reason): "left out: \(reason)"
    }
  }
}

extension PackagedCommit.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .merge: "a merge: its commits speak for it"
    case .notCarried: "it touches nothing that the package carries"
    case .relmanFiles: "it touches only relman's own files"
    }
  }
}

/// `{"kind": "tickets", "tickets": […]}`, `{"kind": "own"}` or
/// `{"kind": "leftOut", "reason": "merge"}`.
extension PackagedCommit.Outcome: Codable {
  private enum Kind: String, Codable { case tickets, own, leftOut }
  private enum CodingKeys: CodingKey { case kind, tickets, reason }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .tickets: self = .tickets(try container.decode([String].self, forKey: .tickets))
    case .own: self = .own
    case .leftOut:
      self = .leftOut(try container.decode(PackagedCommit.Reason.self, forKey: .reason))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .tickets(let ids):
      try container.encode(Kind.tickets, forKey: .kind)
      try container.encode(ids, forKey: .tickets)
    case .own: try container.encode(Kind.own, forKey: .kind)
    case .leftOut(let reason):
      try container.encode(Kind.leftOut, forKey: .kind)
      try container.encode(reason, forKey: .reason)
    }
  }
}
