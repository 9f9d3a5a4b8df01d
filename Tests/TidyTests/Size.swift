func findLongFile(_ file: SwiftText, limit: Int = 300) -> [Finding] {
  if file.lines.count <= limit { return [] }
  return [Finding(path: file.path, line: limit + 1, rule: "more than \(limit) lines in a file")]
}

func findWideLines(_ path: String, _ lines: [Substring], limit: Int = 100) -> [Finding] {
  lines.findings(in: path) { line in
    if line.contains("\t") { return "a tab" }
    if line.count > limit { return "more than \(limit) columns" }
    return nil
  }
}

/// The functions, initialisers and computed properties that are too long, from the line that
/// names them to the brace that closes them.
func findLongFunctions(_ file: SwiftText, limit: Int = 60) -> [Finding] {
  file.code.indices.compactMap { start in
    guard beginsFunction(file.code[start]),
      let end = endOfBody(file.code[start...]), end - start + 1 > limit
    else { return nil }
    let rule = "more than \(limit) lines in a function"
    return Finding(path: file.path, line: start + 1, rule: rule)
  }
}

private func beginsFunction(_ line: Substring) -> Bool {
  let words = line.split { !isWord($0) && $0 != "." }
  if words.contains("func") || words.contains("init") || words.contains("subscript") { return true }
  return words.contains("deinit") || (words.contains("var") && line.hasSuffix("{"))
}

/// The index of the line that closes the first brace outside parentheses; nil where a function
/// has no body, as in a protocol.
private func endOfBody(_ lines: ArraySlice<Substring>) -> Int? {
  var braces = 0
  var parentheses = 0
  for (index, line) in zip(lines.indices, lines) {
    if index > lines.startIndex, braces == 0, parentheses == 0, beginsFunction(line) { return nil }
    for character in line {
      switch character {
      case "(": parentheses += 1
      case ")": parentheses -= 1
      case "{" where parentheses == 0 || braces > 0: braces += 1
      case "}" where braces > 0:
        braces -= 1
        if braces == 0 { return index }
      case "}" where parentheses == 0: return nil
      default: break
      }
    }
  }
  return nil
}
