/// What Git's own commands put in front of a title.
struct MessageOpening {
  let isMerge: Bool
  let isFixup: Bool
  /// The title of what was reverted. For git a revert of a revert is a `Reapply "…"`, so that takes
  /// back a `Revert "…"`.
  let revertedTitle: String?

  init(_ title: ArraySlice<UInt8>) {
    isMerge = Self.merges.contains { title.begins(with: $0) }
    isFixup = Self.fixups.contains { title.begins(with: $0) }
    revertedTitle =
      Self.quoted(title, after: "Revert \"")
      ?? Self.quoted(title, after: "Reapply \"").map { "Revert \"\($0)\"" }
  }

  /// What stands between `start` and the last quotation mark.
  private static func quoted(_ title: ArraySlice<UInt8>, after start: String) -> String? {
    guard let inner = title.after(start), let end = inner.lastIndex(of: UInt8(ascii: "\"")),
      end > inner.startIndex
    else { return nil }
    return trimmedText(inner[..<end])
  }

  private static let merges = [
    "Merge branch", "Merge tag '", "Merge commit '", "Merge remote-tracking branch",
  ]
  private static let fixups = ["fixup! ", "squash! ", "amend! "]
}
