/// An author, committer or tagger, and the time, as Git records it (gitglossary: "ident").
public struct Ident: Hashable, Sendable {
  public var name: String
  public var mail: String
  public var time: Instant
  /// Minutes east of UTC.
  public var offsetMinutes: Int

  public init(name: String, mail: String, time: Instant, offsetMinutes: Int = 0) {
    self.name = name
    self.mail = mail
    self.time = time
    self.offsetMinutes = offsetMinutes
  }
}
