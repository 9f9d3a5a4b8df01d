/// The lines that went (`-`) and came (`+`) between two texts, with those around them.
///
/// - Parameter limit: of lines; a longer text is shown as gone and come, and cut there.
public func lineChanges(from old: String, to new: String, limit: Int = 2_000) -> [String] {
  let (before, after) = (lines(old), lines(new))
  guard before.count <= limit, after.count <= limit else {
    return before.prefix(limit).map { "-" + $0 } + after.prefix(limit).map { "+" + $0 }
  }
  let difference = after.difference(from: before)
  let gone = Set(difference.removals.map(place))
  let come = Set(difference.insertions.map(place))
  var result: [String] = []
  var (from, to) = (0, 0)
  while from < before.count || to < after.count {
    if gone.contains(from) {
      result.append("-" + before[from])
      from += 1
    } else if come.contains(to) {
      result.append("+" + after[to])
      to += 1
    } else {
      if from < before.count { result.append(" " + before[from]) }
      (from, to) = (from + 1, to + 1)
    }
  }
  return result
}

private func place(of change: CollectionDifference<Substring>.Change) -> Int {
  switch change {
  case .insert(let offset, _, _), .remove(let offset, _, _): offset
  }
}

private func lines(_ text: String) -> [Substring] {
  var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  if lines.last == "" { lines.removeLast() }
  return lines
}
