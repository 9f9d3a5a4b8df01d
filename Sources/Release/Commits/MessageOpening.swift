/// What Git's own commands write at the start of a title.
struct MessageOpening {
  let isMerge: Bool
  let isFixup: Bool
  /// The title of the reverted commit. Git calls the revert of a revert `Reapply "…"`, so that one
  /// reverts `Revert "…"`.
  let revertedTitle: String?

  init(_ title: ArraySlice<UInt8>) {
    isMerge = Self.merges.contains { title.begins(with: $0) }
    isFixup = Self.fixups.contains { title.begins(with: $0) }
    revertedTitle =
      Self.quoted(title, after: "Revert \"")
      ?? Self.quoted(title, after: "Reapply \"").map { "Revert \"\($0)\"" }
  }

  /// The text between `start` and the last quotation mark.
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
