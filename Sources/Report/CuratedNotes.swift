import Release

/// Release notes that a person may have edited since they were generated.
///
/// A comment at their end records what was generated, item by item. It distinguishes an untouched
/// item from a reworded one, and a deleted item from a new one.
public struct CuratedNotes: Hashable, Sendable {
  private var lines: [NotesLine]
  /// What was generated: the keys of items by the digests of their texts.
  private let record: [String: String]
  private let isWindows: Bool

  public init(_ text: String) {
    isWindows = text.utf8.contains(UInt8(ascii: "\r"))
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    let start = lines.lastIndex { $0.hasPrefix(recordStart) }
    var record: [String: String] = [:]
    for line in lines[(start ?? lines.endIndex)...] {
      let words = line.split(separator: " ")
      if words.count == 2, words[0].utf8.count == 16 { record[String(words[0])] = String(words[1]) }
    }
    self.record = record
    self.lines = NotesLine.all(in: lines[..<(start ?? lines.endIndex)])
  }

  /// The notes as a reader sees them: the bytes without the record.
  public static func withoutRecord(_ text: String) -> String {
    guard let start = text.firstRange(of: "\n" + recordStart) else { return text }
    return String(text[..<start.lowerBound])
  }

  /// The text below the title.
  public var body: String {
    let rest = bodyLines.drop { !$0.hasPrefix("## ") }.dropFirst()
    return joined(Array(rest.drop { $0.isEmpty }))
  }

  /// The notes with previously generated text replaced by what is generated now; what a person
  /// wrote, moved or deleted is left alone.
  ///
  /// - Parameter keepsTitle: false where the version has changed.
  public func regenerated(as generated: String, keepsTitle: Bool = true) -> String {
    let new = CuratedNotes(generated)
    var result = self
    if !keepsTitle { result.takeTitle(of: new) }
    result.refresh(from: new)
    result.insertMissing(from: new)
    result.removeEmptySections(of: new)
    let text = result.joined(result.bodyLines)
    return text + (isWindows ? windowsEnds(new.recordText) : new.recordText)
  }

  /// Newly generated notes, with their record.
  public static func fresh(_ generated: String) -> String {
    let notes = CuratedNotes(generated)
    return notes.joined(notes.bodyLines) + notes.recordText
  }
}

private let recordStart = "<!-- relman: "

extension CuratedNotes {
  private var items: [NotesLine.Item] {
    lines.compactMap { line in if case .item(let item) = line { item } else { nil } }
  }

  private var bodyLines: [String] {
    let all = lines.map { line in
      switch line {
      case .item(let item): item.text
      case .other(let text): text
      }
    }
    let end = all.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? -1
    return Array(all[..<(end + 1)])
  }

  private func joined(_ lines: [String]) -> String {
    let text = lines.map { $0 + "\n" }.joined()
    return isWindows ? windowsEnds(text) : text
  }

  private var recordText: String {
    let headings = lines.filter(\.isHeading).map(\.digest)
    let list =
      headings.map { "\($0) heading\n" }.joined()
      + items.map { "\(digest(of: $0.text)) \($0.key)\n" }.joined()
    return "\n\(recordStart)what was generated, so that edits outlive the next `relman prepare`\n"
      + list + "-->\n"
  }

  private mutating func takeTitle(of new: CuratedNotes) {
    guard let index = lines.firstIndex(where: \.isTitle),
      let title = new.lines.first(where: \.isTitle)
    else { return }
    lines[index] = title
  }

  /// Updates the text of untouched items, and removes those that are no longer generated.
  private mutating func refresh(from new: CuratedNotes) {
    let fresh = Dictionary(new.items.map { ($0.key, $0.text) }, uniquingKeysWith: { one, _ in one })
    lines = lines.compactMap { line in
      guard case .item(var item) = line,
        let key = record[digest(of: item.text)]
      else { return line }
      guard let text = fresh[key] else { return nil }
      item = NotesLine.Item(key: key, text: text)
      return .item(item)
    }
    lines.removeAll { line in
      if case .other(let text) = line { isNothing(text) && !new.items.isEmpty } else { false }
    }
  }

  /// Adds the items that were not generated before and are not in the notes.
  private mutating func insertMissing(from new: CuratedNotes) {
    let known = Set(record.values).union(items.map(\.key))
    var heading = ""
    for (index, line) in new.lines.enumerated() {
      switch line {
      case .other(let text): if text.hasPrefix("### ") { heading = text }
      case .item(let item):
        guard !known.contains(item.key) else { continue }
        insert(item, under: heading, before: new.lines[(index + 1)...], in: new)
      }
    }
  }

  /// Inserts an item before the next item of the new notes that exists here, else at the end of its
  /// section.
  private mutating func insert(
    _ item: NotesLine.Item, under heading: String, before rest: ArraySlice<NotesLine>,
    in new: CuratedNotes
  ) {
    for line in rest {
      guard case .item(let next) = line else { break }
      if let index = lines.firstIndex(where: { $0.key == next.key }) {
        return lines.insert(.item(item), at: index)
      }
    }
    if let start = lines.firstIndex(of: .other(heading)) {
      let end = lines[(start + 1)...].firstIndex(where: \.isHeading) ?? lines.endIndex
      let last = lines[start..<end].lastIndex { $0.key != nil }
      if let last { return lines.insert(.item(item), at: last + 1) }
      return lines.insert(contentsOf: [.other(""), .item(item)], at: start + 1)
    }
    let later = new.lines.drop { $0 != .other(heading) }.dropFirst().filter(\.isHeading)
    let index = later.lazy.compactMap { [lines] in lines.firstIndex(of: $0) }.first
    let section: [NotesLine] = [.other(heading), .other(""), .item(item)]
    if let index {
      lines.insert(contentsOf: section + [.other("")], at: index)
    } else {
      while lines.last == .other("") { lines.removeLast() }
      lines += [.other("")] + section
    }
  }

  /// Removes generated headings that have no items left.
  private mutating func removeEmptySections(of new: CuratedNotes) {
    let kept = Set(new.lines.filter(\.isHeading))
    for (index, line) in lines.enumerated().reversed()
    where line.isHeading && !kept.contains(line) && record[line.digest] != nil {
      let end = lines[(index + 1)...].firstIndex(where: \.isHeading) ?? lines.endIndex
      let isEmpty = lines[(index + 1)..<end].allSatisfy { $0 == .other("") }
      if isEmpty { lines.removeSubrange(index..<end) }
    }
  }
}

/// Whether it is the line that notes have while there is nothing to announce.
private func isNothing(_ line: String) -> Bool { line.hasPrefix("Nothing to announce (") }
