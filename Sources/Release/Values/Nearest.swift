/// The candidate that `text` most likely meant: the fewest edits away, at most a third of its
/// length; nil when none is near.
public func nearest(to text: String, among candidates: some Sequence<String>) -> String? {
  let limit = max(1, text.count / 3)
  var best: (edits: Int, candidate: String)?
  for candidate in candidates.sorted() {
    let count = edits(from: text, to: candidate)
    if count <= limit, count < best?.edits ?? .max { best = (count, candidate) }
  }
  return best?.candidate
}

/// `did you mean "…"?`, or nothing, to end a message with.
public func suggestion(for text: String, among candidates: some Sequence<String>) -> String {
  guard let near = nearest(to: text, among: candidates) else { return "" }
  return "; did you mean \(quoted(near))?"
}

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
private func edits(from one: String, to other: String) -> Int {
  let (a, b) = (Array(one.utf8.prefix(100)), Array(other.utf8.prefix(100)))
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      let replaced = rows[i][j] + (a[i] == b[j] ? 0 : 1)
      var best = min(rows[i][j + 1] + 1, row[j] + 1, replaced)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, rows[i - 1][j - 1] + 1)
      }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
