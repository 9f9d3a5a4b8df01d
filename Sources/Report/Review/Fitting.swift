/// A part of a document that may have to be cut: a heading, and items that can be dropped.
struct DocumentPart {
  var opening: String
  var items: [String] = []
  var closing = ""
  /// The name of an item, singular and plural.
  var unit = ("line", "lines")
  /// Parts of lower weight are cut first.
  var weight = Weight.essential
  /// Whether its first items are cut first, instead of its last.
  var isCutFromStart = false

  /// From the least important to what is cut only after everything else.
  enum Weight: Int, Comparable, CaseIterable {
    case script, commit, notes, change, finding, essential

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }

  var bytes: Int {
    opening.utf8.count + closing.utf8.count + items.reduce(0) { $0 + $1.utf8.count }
  }
}

/// The parts as one text of less than `limit` bytes, and so of less than `limit` characters. It
/// says how much was cut, and which command shows all of it.
func fitting(_ parts: [DocumentPart], limit: Int, seeAlso command: String) -> String {
  var fit = Fitting(parts, limit: limit)
  fit.dropItems(of: { $0 < .essential })
  fit.dropParts()
  fit.dropItems(of: { $0 == .essential })
  return fit.text(seeAlso: command)
}

private struct Fitting {
  private var parts: [DocumentPart]
  private var excess: Int
  private var cut: [(unit: (String, String), count: Int)] = []
  /// Bytes for the list of what was cut.
  private static let reserve = 1_000

  init(_ parts: [DocumentPart], limit: Int) {
    self.parts = parts
    excess = parts.reduce(0) { $0 + $1.bytes } + Self.reserve - limit
  }

  /// Positions, in the order in which parts are cut.
  private var order: [Int] {
    parts.indices.sorted { (parts[$0].weight, $0) < (parts[$1].weight, $1) }
  }

  mutating func dropItems(of isIncluded: (DocumentPart.Weight) -> Bool) {
    for position in order where isIncluded(parts[position].weight) && excess > 0 {
      var part = parts[position]
      var items = part.items[...]
      while excess > 0, let item = part.isCutFromStart ? items.popFirst() : items.popLast() {
        excess -= item.utf8.count
      }
      note(part.unit, part.items.count - items.count)
      part.items = Array(items)
      parts[position] = part
    }
  }

  /// Drops whole parts, where even their headings are too long.
  mutating func dropParts() {
    for position in order where parts[position].weight < .essential && excess > 0 {
      excess -= parts[position].bytes
      parts[position] = DocumentPart(opening: "")
      note(("section", "sections"), 1)
    }
  }

  private mutating func note(_ unit: (String, String), _ count: Int) {
    guard count > 0 else { return }
    if let known = cut.firstIndex(where: { $0.unit == unit }) {
      cut[known].count += count
    } else {
      cut.append((unit, count))
    }
  }

  func text(seeAlso command: String) -> String {
    let body = parts.map { $0.opening + $0.items.joined() + $0.closing }.joined()
    guard !cut.isEmpty else { return body }
    let list = cut.map { plural($0.count, $0.unit.0, $0.unit.1) }.joined(separator: ", ")
    return body + "\n## What was cut\n\nToo long to show here: \(list). All of it: `\(command)`\n"
  }
}
