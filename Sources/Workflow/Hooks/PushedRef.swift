import Git
import Release

/// One line of pre-push's standard input (githooks(5)).
public struct PushedRef: Sendable {
  public var localRef: String
  public var localID: ObjectID
  public var remoteRef: String
  public var remoteID: ObjectID

  /// - Throws: `.badData` when the line has another form.
  public init(line: some StringProtocol) throws(Problem) {
    let words = line.split { $0 == " " }.map { String($0) }
    guard words.count == 4, let localID = ObjectID(hex: words[1]),
      let remoteID = ObjectID(hex: words[3])
    else { throw Problem(.badData, "pre-push was given \(quoted(line))") }
    (localRef, self.localID, remoteRef, self.remoteID) = (words[0], localID, words[2], remoteID)
  }

  var isDeletion: Bool { localID == .zero }
}
