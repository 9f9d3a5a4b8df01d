/// Ways to silence the compiler, or to end the process instead of saying what is wrong.
func findUnsafeCode(_ file: SwiftText) -> [Finding] {
  let refused = ["try!", "as!", "fatalError(", "nonisolated(unsafe)", "@unchecked Sendable"]
  return file.code.findings(in: file.path) { line in
    refused.first { line.contains($0) } ?? (forcesUnwrap(line) ? "a forced unwrap" : nil)
  }
}

/// Whether an exclamation mark stands right behind a value, or a type.
private func forcesUnwrap(_ line: Substring) -> Bool {
  zip(line, line.dropFirst()).contains { before, mark in
    mark == "!" && (isWord(before) || ")]?>".contains(before))
  }
}

/// A ref moves through `Transaction`, by compare-and-swap against what its command saw; only Git,
/// which makes that possible, and Records, which does it, know how.
func findForeignMoves(_ file: SwiftText) -> [Finding] {
  guard !["Sources/Git/", "Sources/Records/"].contains(where: file.path.hasPrefix) else {
    return []
  }
  let refused = ["RefMove(", ".write(objects", "repository.write("]
  return file.code.findings(in: file.path) { line in
    refused.first { line.contains($0) }.map { "\($0) where a Transaction belongs" }
  }
}

/// Full Foundation costs 50 MB and milliseconds at each start.
func findFoundation(_ file: SwiftText) -> [Finding] {
  file.code.findings(in: file.path) { line in
    importedModule(line) == "Foundation" ? "import FoundationEssentials, not Foundation" : nil
  }
}

/// Work put off belongs in an issue.
func findPutOffWork(_ file: SwiftText) -> [Finding] {
  file.comments.findings(in: file.path) { line in
    let words = line.split { !isWord($0) }
    return ["TODO", "FIXME", "XXX", "HACK"].first { words.contains($0[...]) }
  }
}

func findTrailingSpace(_ path: String, _ lines: [Substring]) -> [Finding] {
  lines.findings(in: path) { line in
    line.last == " " || line.last == "\t" ? "white space at the end of the line" : nil
  }
}

/// A path that exists on one person's machine only.
func findMachinePaths(_ path: String, _ lines: [Substring]) -> [Finding] {
  let folders = ["home", "Users", "root", "work"].map { "/\($0)/" }
  return lines.findings(in: path) { line in
    folders.first { line.startsPath($0) }.map { "a path of one machine, \($0)" }
  }
}

extension Substring {
  /// Whether an absolute path in the line begins with these folders and goes on.
  fileprivate func startsPath(_ folders: String) -> Bool {
    ranges(of: folders).contains { found in
      guard let next = self[found.upperBound...].first, isWord(next) else { return false }
      guard let before = self[..<found.lowerBound].last else { return true }
      return !isWord(before) && !"~.$}*)-".contains(before)
    }
  }
}
