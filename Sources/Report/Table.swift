import Release

/// Formats rows for a terminal, with columns aligned by the number of characters; control and
/// bidirectional characters are escaped.
public func table(_ rows: [[String]], gap: Int = 2) -> String {
  let rows = rows.map { row in row.map { escaped($0) } }
  var widths: [Int] = []
  for row in rows {
    for (column, cell) in row.enumerated() {
      if column == widths.count { widths.append(0) }
      widths[column] = max(widths[column], cell.count)
    }
  }
  return rows.map { line($0, widths: widths, gap: gap) }.joined()
}

/// One row, without trailing blanks.
private func line(_ row: [String], widths: [Int], gap: Int) -> String {
  var result = ""
  var blanks = 0
  for (cell, width) in zip(row, widths) {
    if !cell.isEmpty { result += String(repeating: " ", count: blanks) + cell }
    blanks = cell.isEmpty ? blanks + width + gap : width - cell.count + gap
  }
  return result + "\n"
}
