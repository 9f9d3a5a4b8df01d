import Release

/// One line of a tree object.
struct TreeItem: Equatable {
  enum Kind: Equatable {
    case directory
    case file(FileMode)
  }

  var kind: Kind
  var name: ArraySlice<UInt8>
  var id: ObjectID

  var isDirectory: Bool { kind == .directory }

  /// Git's order within a tree: by bytes, a directory as if its name ended in `/`.
  static func precedes(_ one: TreeItem, _ other: TreeItem) -> Bool {
    let shared = min(one.name.count, other.name.count)
    for (byte, otherByte) in zip(one.name, other.name) where byte != otherByte {
      return byte < otherByte
    }
    return one.byte(at: shared) < other.byte(at: shared)
  }

  private func byte(at offset: Int) -> UInt8 {
    if offset < name.count { return name[name.startIndex + offset] }
    return isDirectory ? UInt8(ascii: "/") : 0
  }
}

/// The bytes of a tree object as items, in its order. Nil when they are not a tree, or hold a name
/// that would stand for another path.
func treeItems(_ bytes: [UInt8]) -> [TreeItem]? {
  var result: [TreeItem] = []
  var position = 0
  while position < bytes.count {
    guard let space = bytes[position...].firstIndex(of: UInt8(ascii: " ")),
      let kind = kind(bytes[position..<space]),
      let end = bytes[space...].firstIndex(of: 0), end + 20 < bytes.count,
      let id = ObjectID(bytes: bytes[end + 1...end + 20])
    else { return nil }
    let name = bytes[space + 1..<end]
    guard isAllowed(name) else { return nil }
    result.append(TreeItem(kind: kind, name: name, id: id))
    position = end + 21
  }
  return result
}

/// The bytes of a tree object, exactly as git writes it.
func treeText(_ items: [TreeItem]) -> [UInt8] {
  var result: [UInt8] = []
  for item in items.sorted(by: TreeItem.precedes) {
    switch item.kind {
    case .directory: result += Array("40000 ".utf8)
    case .file(let mode): result += Array((String(mode.rawValue, radix: 8) + " ").utf8)
    }
    result += item.name
    result.append(0)
    result += item.id.bytes
  }
  return result
}

private func kind(_ digits: ArraySlice<UInt8>) -> TreeItem.Kind? {
  guard (5...6).contains(digits.count) else { return nil }
  var mode: UInt32 = 0
  for digit in digits {
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

/// A name of one path part; git's own check (fsck) refuses the same.
func isAllowed(_ name: ArraySlice<UInt8>) -> Bool {
  let dot = UInt8(ascii: ".")
  return !name.isEmpty && !name.contains(UInt8(ascii: "/")) && !name.elementsEqual([dot])
    && !name.elementsEqual([dot, dot])
}
