/// A message that begins with a place in a file, `path:line:` or `path:line:column:`, taken apart.
public struct PlacedMessage: Hashable, Sendable {
  public var path: String
  /// From 1.
  public var line: Int
  public var text: String

  public init?(_ message: some StringProtocol) {
    let parts = message.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count > 2, !parts[0].isEmpty, let line = Int(parts[1]), line > 0 else { return nil }
    path = String(parts[0])
    self.line = line
    let isColumn = parts.count > 3 && Int(parts[2]) != nil
    let rest = isColumn ? [parts[3]] : Array(parts[2...])
    text = String(rest.joined(separator: ":").drop { $0 == " " })
  }
}
