/// What forges write into the messages of merged and squashed pull requests.
///
/// GitHub: `Merge pull request #12 from x/y`, and ` (#12)` after the title of a squash. Gitea:
/// `Merge pull request 'Title' (#12) from …`. GitLab: `See merge request group/project!12` as the
/// last line. Bitbucket: `Merged in branch (pull request #12)`. Azure DevOps: `Merged PR 12:
/// Title`, also for a squash: it contains nothing but the title of the pull request.
struct ForgeTitle {
  private(set) var number: Int?
  private(set) var isMerge = false
  /// The title of the pull request that was merged.
  private(set) var pullRequestTitle: String?
  /// Whether ` (#12)` ends the title.
  private var hasSuffix = false

  init(title: ArraySlice<UInt8>, body: ArraySlice<UInt8>, lastLine: ArraySlice<UInt8>) {
    if let rest = title.after("Merge pull request #"), let found = leadingNumber(rest) {
      (number, isMerge, pullRequestTitle) = (found, true, firstLine(of: body))
    } else if let rest = title.after("Merge pull request '"), let found = Self.quoted(rest) {
      (number, isMerge, pullRequestTitle) = (found.number, true, found.title)
    } else if let rest = title.after("Merged PR "), let found = leadingNumber(rest) {
      (number, isMerge) = (found, true)
      let tail = rest.drop(while: isDigit).after(": ").map(trimmedText)
      pullRequestTitle = tail.flatMap { $0.isEmpty ? nil : $0 }
    } else if title.after("Merged in ") != nil, let found = Self.suffix(of: title) {
      (number, isMerge, pullRequestTitle) = (found.number, true, firstLine(of: body))
    } else if let found = Self.suffix(of: title) {
      (number, hasSuffix) = (found.number, true)
    } else if let rest = lastLine.after("See merge request "),
      let mark = rest.lastIndex(of: UInt8(ascii: "!")),
      let found = leadingNumber(rest[mark...].dropFirst())
    {
      (number, pullRequestTitle) = (found, firstLine(of: body))
    }
  }

  /// The subject without the pull request's number at its end.
  func withoutNumber(_ subject: String) -> String {
    let bytes = Array(subject.utf8)[...]
    guard hasSuffix, let found = Self.suffix(of: bytes) else { return subject }
    let kept = trimmedText(bytes[..<found.start])
    return kept.isEmpty ? subject : kept
  }

  /// `Title' (#12) from …`
  private static func quoted(_ text: ArraySlice<UInt8>) -> (number: Int, title: String)? {
    guard let end = text.lastIndex(of: UInt8(ascii: "'")),
      let number = text[end...].after("' (#").flatMap(leadingNumber)
    else { return nil }
    return (number, trimmedText(text[..<end]))
  }

  /// `(#12)` or `(pull request #12)` at the end of a title.
  private static func suffix(of title: ArraySlice<UInt8>) -> (number: Int, start: Int)? {
    guard title.last == UInt8(ascii: ")"), let open = title.lastIndex(of: UInt8(ascii: "(")),
      let inner = title[open...].after("(#") ?? title[open...].after("(pull request #"),
      inner.drop(while: isDigit).count == 1, let number = leadingNumber(inner)
    else { return nil }
    return (number, open)
  }
}

private func firstLine(of text: ArraySlice<UInt8>) -> String? {
  let line = trimmedText(text.drop(while: isBlank).prefix { $0 != newline })
  return line.isEmpty ? nil : line
}

private func leadingNumber(_ text: ArraySlice<UInt8>) -> Int? {
  Int(String(decoding: text.prefix(while: isDigit), as: UTF8.self))
}
