/// The union of notes, as `git notes merge -s cat_sort_uniq` makes it: all lines, sorted by bytes,
/// each once, empty ones left out.
func unionOfLines(of notes: [[UInt8]]) -> [UInt8] {
  let newline = UInt8(ascii: "\n")
  let lines = Set(notes.flatMap { $0.split(separator: newline) })
  let sorted = lines.sorted { $0.lexicographicallyPrecedes($1) }
  return sorted.flatMap { $0 + [newline] }
}
