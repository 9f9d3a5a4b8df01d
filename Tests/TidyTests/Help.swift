/// The commands whose help shows no example.
func findHelpWithoutExample(_ file: SwiftText) -> [Finding] {
  file.code.indices.compactMap { start in
    guard file.code[start].contains("CommandConfiguration(") else { return nil }
    let help = file.lines[start...endOfCall(file.code[start...])].joined(separator: "\n")
    if help.contains("discussion:"), help.contains("xample") { return nil }
    let rule = "the command's help has no example (discussion:)"
    return Finding(path: file.path, line: start + 1, rule: rule)
  }
}

/// The index of the line that closes the first parenthesis.
private func endOfCall(_ lines: ArraySlice<Substring>) -> Int {
  var depth = 0
  for (index, line) in zip(lines.indices, lines) {
    depth += line.count { $0 == "(" } - line.count { $0 == ")" }
    if depth <= 0 { return index }
  }
  return lines.endIndex - 1
}
