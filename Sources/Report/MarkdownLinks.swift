/// Notes without links: `[text](https://…)` becomes its text, lines that consist of one link are
/// removed, and so is the record of what was generated. That way notes generated in a repository
/// can be compared with those generated in a fork of it.
public func withoutLinks(_ notes: String) -> String {
  CuratedNotes.withoutRecord(notes)
    .split(omittingEmptySubsequences: true) { $0 == "\n" || $0 == "\r\n" }
    .filter { !isLink($0) }.map { unlinked($0) + "\n" }.joined()
}

private let opening = "](http"

private func isLink(_ line: Substring) -> Bool {
  line.hasPrefix("[") && line.hasSuffix(")") && line.split(separator: opening).count == 2
}

private func unlinked(_ line: Substring) -> String {
  var result = ""
  var rest = line
  while let mark = rest.firstRange(of: opening),
    let end = rest[mark.upperBound...].firstIndex(of: ")")
  {
    let label = rest[..<mark.lowerBound]
    let start = label.lastIndex(of: "[") ?? label.endIndex
    result += label[..<start] + label[start...].dropFirst()
    rest = rest[rest.index(after: end)...]
  }
  return result + rest
}
