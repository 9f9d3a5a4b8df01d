import Release

/// The lines of notes, each once. Lines are split and compared as bytes.
struct NoteLines {
  private(set) var lines: Set<ArraySlice<UInt8>> = []

  init(_ notes: [[UInt8]] = []) {
    for note in notes { add(note) }
  }

  mutating func add(_ note: [UInt8]) { lines.formUnion(Self.split(note)) }

  /// How many different lines of a note are not among these.
  func count(missingFrom note: [UInt8]) -> Int {
    Set(Self.split(note)).count { !lines.contains($0) }
  }

  /// As `git notes merge -s cat_sort_uniq` writes them: sorted by bytes, empty ones left out.
  var text: [UInt8] {
    let newline = UInt8(ascii: "\n")
    return lines.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 + [newline] }
  }

  private static func split(_ note: [UInt8]) -> [ArraySlice<UInt8>] {
    note.split(separator: UInt8(ascii: "\n"))
  }
}

/// A blob in the place of a note.
enum Note {
  case lines([UInt8])
  case tooLarge(bytes: Int)
  case notAFile

  var reason: IgnoredNoteEdit.Reason? {
    switch self {
    case .lines: nil
    case .tooLarge(let bytes): .tooLarge(bytes: bytes)
    case .notAFile: .notAFile
    }
  }
}
