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

/// A name of one path part; git's own check (fsck) refuses the same.
func isAllowed(_ name: ArraySlice<UInt8>) -> Bool {
  let dot = UInt8(ascii: ".")
  return !name.isEmpty && !name.contains(UInt8(ascii: "/")) && !name.elementsEqual([dot])
    && !name.elementsEqual([dot, dot])
}
