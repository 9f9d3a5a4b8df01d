/// What Git's own commands put in front of a title.
struct MessageOpening {
  let isMerge: Bool
  let isFixup: Bool
  /// The title inside `Revert "…"`.
  let revertedTitle: String?

  init(_ title: ArraySlice<UInt8>) {
    isMerge = Self.merges.contains { title.begins(with: $0) }
    isFixup = Self.fixups.contains { title.begins(with: $0) }
    let inner = title.after("Revert \"")
    let end = inner?.lastIndex(of: UInt8(ascii: "\""))
    if let inner, let end, end > inner.startIndex {
      revertedTitle = trimmedText(inner[..<end])
    } else {
      revertedTitle = nil
    }
  }

  private static let merges = [
    "Merge branch", "Merge tag '", "Merge commit '", "Merge remote-tracking branch",
  ]
  private static let fixups = ["fixup! ", "squash! ", "amend! "]
}
