import Glibc
import Release

/// The lines of notes, each once. Lines are split and compared as bytes.
///
/// They are kept sorted, as git and relman write them: a note of many thousand lines is compared
/// with the one before it in one pass.
struct NoteLines {
  private(set) var lines: [ArraySlice<UInt8>] = []

  init(_ notes: [[UInt8]] = []) {
    for note in notes { add(note) }
  }

  mutating func add(_ note: [UInt8]) {
    let added = Self.sorted(note)
    guard !lines.isEmpty else {
      lines = added
      return
    }
    var merged: [ArraySlice<UInt8>] = []
    merged.reserveCapacity(lines.count + added.count)
    var place = 0
    for line in added {
      while place < lines.count, lines[place].precedes(line) {
        merged.append(lines[place])
        place += 1
      }
      if place == lines.count || lines[place] != line { merged.append(line) }
    }
    lines = merged + lines[place...]
  }

  func contains(_ line: ArraySlice<UInt8>) -> Bool {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].precedes(line) { low = middle + 1 } else { high = middle }
    }
    return low < lines.count && lines[low] == line
  }

  /// How many different lines of a note are not among these.
  func count(missingFrom note: [UInt8]) -> Int {
    var place = 0
    return Self.sorted(note).count { line in
      while place < lines.count, lines[place].precedes(line) { place += 1 }
      return place == lines.count || lines[place] != line
    }
  }

  /// As `git notes merge -s cat_sort_uniq` writes them: sorted by bytes, empty ones left out.
  var text: [UInt8] {
    var text: [UInt8] = []
    for line in lines {
      text += line
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// Each once.
  private static func sorted(_ note: [UInt8]) -> [ArraySlice<UInt8>] {
    let lines = note.split(separator: UInt8(ascii: "\n"))
    let isSorted = zip(lines, lines.dropFirst()).allSatisfy { $0.precedes($1) }
    if isSorted { return lines }
    var result: [ArraySlice<UInt8>] = []
    for line in lines.sorted(by: { $0.precedes($1) }) where line != result.last {
      result.append(line)
    }
    return result
  }
}

extension ArraySlice<UInt8> {
  /// In the order of bytes; of two that begin alike, the shorter one first.
  fileprivate func precedes(_ other: ArraySlice<UInt8>) -> Bool {
    let order = withUnsafeBytes { bytes in
      other.withUnsafeBytes { others -> Int32 in
        guard let start = bytes.baseAddress, let otherStart = others.baseAddress else { return 0 }
        return memcmp(start, otherStart, Swift.min(bytes.count, others.count))
      }
    }
    return order == 0 ? count < other.count : order < 0
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
