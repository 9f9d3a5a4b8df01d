/// A golden script: what a person types and what the screen then shows.
///
///     Free text, up to the first command.
///
///     $ git init -q shop
///     $ cat > shop/README.md <<'END'
///     > A shop.
///     > END
///     $ git -C shop log
///     fatal: your current branch '[..]' does not have any commits yet
///     [exit 128]
///
/// Below a command stands its output, standard error in its place among it, then its exit status
/// unless that is 0. `[..]` stands for anything in a line, `...` alone for any number of lines.
/// Blank lines before the next command mean nothing. Output that would read as one of these
/// marks is written behind a backslash.
struct Transcript: Equatable {
  struct Step: Equatable {
    /// As typed, each line with its mark, `$ ` or `> `.
    var typed: [String]
    /// The number of the first line, from 1.
    var line: Int
    var expected: [String]
    var blankLinesAfter: Int

    /// What the shell gets.
    var command: String {
      typed.map { $0.dropFirst(2) }.joined(separator: "\n")
    }
  }

  var opening: [String] = []
  var steps: [Step] = []

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    for (index, line) in lines.enumerated() { add(line, number: index + 1) }
    for index in steps.indices { steps[index].separateBlankLines() }
  }

  private mutating func add(_ line: String, number: Int) {
    if line.hasPrefix("$ ") {
      steps.append(Step(typed: [line], line: number, expected: [], blankLinesAfter: 0))
    } else if steps.isEmpty {
      opening.append(line)
    } else if line == ">" || line.hasPrefix("> "), steps[steps.count - 1].expected.isEmpty {
      steps[steps.count - 1].typed.append(line)
    } else {
      steps[steps.count - 1].expected.append(line)
    }
  }

  /// The file's text again.
  var text: String {
    let lines =
      opening
      + steps.flatMap { step in
        step.typed + step.expected + Array(repeating: "", count: step.blankLinesAfter)
      }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension Transcript.Step {
  fileprivate mutating func separateBlankLines() {
    while expected.last == "" {
      expected.removeLast()
      blankLinesAfter += 1
    }
  }
}

/// What the screen showed for one command, as lines of a transcript.
func transcriptLines(output: String, status: Int) -> [String] {
  var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(escapedMark)
  if lines.last == "" {
    lines.removeLast()
  } else {
    lines.append("[no newline]")
  }
  while lines.last == "" { lines.removeLast() }
  if status != 0 { lines.append("[exit \(status)]") }
  return lines
}

private func escapedMark(_ line: Substring) -> String {
  let marks = ["\\", "$ ", "> ", "[exit ", "[no newline]"]
  let reads = line == "..." || line == ">" || marks.contains { line.hasPrefix($0) }
  return reads ? "\\" + line : String(line)
}
