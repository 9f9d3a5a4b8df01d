import Release

/// Reads the items of a tree object one after the other, in Git's order.
struct TreeReader {
  private let tree: ObjectID
  private let bytes: [UInt8]
  private var position = 0

  /// `bytes` is the text of the tree object `tree`.
  init(_ tree: ObjectID, _ bytes: [UInt8]) {
    self.tree = tree
    self.bytes = bytes
  }

  /// Steps over an item; nil at the end. Throws `.badData` for what is no tree, or holds a name
  /// that would stand for another path.
  mutating func next() throws(Problem) -> TreeItem? {
    guard let item = try peek() else { return nil }
    position = item.name.endIndex + 21
    return item
  }

  /// The item that `next()` gives.
  func peek() throws(Problem) -> TreeItem? {
    let text = bytes.span
    guard position < text.count else { return nil }
    guard let end = end(of: position),
      let space = (position..<end).first(where: { text[$0] == UInt8(ascii: " ") }),
      let kind = kind(text.extracting(position..<space)),
      let id = ObjectID(bytes: text.extracting(end - 20..<end)),
      space < end - 21, isAllowed(bytes[space + 1..<end - 21])
    else { throw unreadable(tree, "it is not a well-formed tree") }
    return TreeItem(kind: kind, name: bytes[space + 1..<end - 21], id: id)
  }

  /// Steps over the items that stand next in both: between two versions of a folder, nearly all.
  static func skipShared(_ one: inout TreeReader, _ other: inout TreeReader) {
    while let end = one.end(of: one.position), let otherEnd = other.end(of: other.position),
      one.bytes[one.position..<end] == other.bytes[other.position..<otherEnd]
    {
      one.position = end
      other.position = otherEnd
    }
  }

  /// Where an item ends: 20 bytes after the NUL behind its name.
  private func end(of start: Int) -> Int? {
    let text = bytes.span
    var nul = start
    while nul < text.count, text[nul] != 0 { nul += 1 }
    return nul + 20 < text.count ? nul + 21 : nil
  }
}

private func kind(_ digits: Span<UInt8>) -> TreeItem.Kind? {
  guard (5...6).contains(digits.count) else { return nil }
  var mode: UInt32 = 0
  for position in digits.indices {
    let digit = digits[position]
    guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
    mode = mode << 3 | UInt32(digit - UInt8(ascii: "0"))
  }
  switch mode & 0o170000 {
  case 0o040000: return .directory
  case 0o100000: return .file(mode & 0o100 == 0 ? .regular : .executable)
  case 0o120000: return .file(.link)
  case 0o160000: return .file(.submodule)
  default: return nil
  }
}
