import Release

extension Problem {
  /// A `.configuration` whose message, as a person sees it, begins with `file:line:`, or
  /// `file:line:column:`.
  static func placed(_ message: String) -> Problem {
    let parts = message.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count > 2, let line = Int(parts[1]) else { return Problem(.configuration, message) }
    let column = parts.count > 3 ? Int(parts[2]) : nil
    let rest = parts[(column == nil ? 2 : 3)...].joined(separator: ":")
    return Problem(
      .configuration, at: Place(file: SourceFile(String(parts[0])), line: line, column: column),
      String(rest.dropFirst()))
  }
}
