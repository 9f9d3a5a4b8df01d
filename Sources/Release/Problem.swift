/// What went wrong, for a person: what it is, where, and a command that mends it.
///
/// The one error type of every target, so that a message, its hint and its exit status are
/// decided where the cause is known.
public struct Problem: Error, Hashable, Sendable {
  /// The exit status, by sysexits(3) where it has a name for the case.
  public enum Kind: Int32, Sendable {
    case refused = 1
    case usage = 64
    case badData = 65
    case notFound = 66
    case unreachable = 69
    case bug = 70
    case inputOutput = 74
    case tryAgain = 75
    case notPermitted = 77
    case configuration = 78
    case interrupted = 130
  }

  public var kind: Kind
  /// Where it stands, if it stands in a file.
  public var place: Place?
  /// What is wrong there: one sentence without "error:"; what came from outside is quoted by
  /// `quoted(_:)`.
  public var reason: String
  /// A command to type, where there is one.
  public var hint: ShellCommand?

  public init(_ kind: Kind, at place: Place? = nil, _ reason: String, hint: ShellCommand? = nil) {
    self.kind = kind
    self.place = place
    self.reason = reason
    self.hint = hint
  }

  /// The place and the reason.
  public var message: String { place.map { "\($0): \(reason)" } ?? reason }
}

extension Problem: CustomStringConvertible {
  public var description: String { message }
}
