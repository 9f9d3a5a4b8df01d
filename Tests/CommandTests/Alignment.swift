/// Expected lines laid beside the actual ones with the fewest differences: the comparison, its
/// diff and its blessing in one.
struct Alignment {
  enum Row: Equatable {
    /// As expected: one line, or any number of them for `...`.
    case same(String)
    case missing(String)
    case unexpected(String)
  }

  let rows: [Row]

  init(expected: [String], actual: [String]) {
    rows = Costs(expected: expected, actual: actual).cheapestPath()
  }

  var matches: Bool {
    rows.allSatisfy { if case .same = $0 { true } else { false } }
  }

  /// Lines marked with `-` where expected and absent, `+` where present and not expected.
  var diff: [String] {
    rows.map { row in
      switch row {
      case .same(let line): "  " + line
      case .missing(let line): "- " + line
      case .unexpected(let line): "+ " + line
      }
    }
  }

  /// The actual lines, with the wildcards that still hold kept.
  var blessed: [String] {
    rows.compactMap { row in
      switch row {
      case .same(let line), .unexpected(let line): line
      case .missing: nil
      }
    }
  }
}

/// What a difference costs: more than all lines that `...` can stand for, which cost one each, so
/// that it stands for no more of them than it must.
private let difference = 10 * Playback.outputLimitLines

/// The edit distance from every pair of positions to the ends.
private struct Costs {
  let expected: [String]
  let actual: [String]
  private var table: [[Int]]

  init(expected: [String], actual: [String]) {
    self.expected = expected
    self.actual = actual
    table = Array(
      repeating: Array(repeating: 0, count: actual.count + 1), count: expected.count + 1)
    for row in (0...expected.count).reversed() {
      for column in (0...actual.count).reversed() {
        table[row][column] = steps(from: row, column).map(\.cost).min() ?? 0
      }
    }
  }

  private enum Step { case same, swallow, pass, missing, unexpected }

  /// What may come next from a pair of positions, preferred first among equals.
  private func steps(from row: Int, _ column: Int) -> [(step: Step, cost: Int)] {
    var result: [(Step, Int)] = []
    if row < expected.count {
      let line = expected[row]
      if line == "..." {
        result.append((.pass, table[row + 1][column]))
        if column < actual.count { result.append((.swallow, table[row][column + 1] + 1)) }
        return result
      }
      if column < actual.count, lineMatches(line, actual[column]) {
        result.append((.same, table[row + 1][column + 1]))
      }
      result.append((.missing, table[row + 1][column] + difference))
    }
    if column < actual.count { result.append((.unexpected, table[row][column + 1] + difference)) }
    return result
  }

  func cheapestPath() -> [Alignment.Row] {
    var rows: [Alignment.Row] = []
    var row = 0
    var column = 0
    while let step = steps(from: row, column).min(by: { $0.cost < $1.cost })?.step {
      switch step {
      case .same:
        rows.append(.same(expected[row]))
        row += 1
        column += 1
      case .swallow:
        column += 1
      case .pass:
        rows.append(.same(expected[row]))
        row += 1
      case .missing:
        rows.append(.missing(expected[row]))
        row += 1
      case .unexpected:
        rows.append(.unexpected(actual[column]))
        column += 1
      }
    }
    return rows
  }
}

/// Whether an actual line is what the expected one says, byte for byte but for its `[..]`.
func lineMatches(_ expected: String, _ actual: String) -> Bool {
  var rest = Array(actual.utf8)[...]
  let pieces = expected.utf8.split(separator: "[..]".utf8, omittingEmptySubsequences: false)
  guard let first = pieces.first, rest.starts(with: first) else { return false }
  rest = rest.dropFirst(first.count)
  guard pieces.count > 1, let last = pieces.last else { return rest.isEmpty }
  for piece in pieces.dropFirst().dropLast() {
    guard let found = rest.firstRange(of: piece) else { return false }
    rest = rest[found.upperBound...]
  }
  return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
}
