import Platform
import Git
import Release
import Trust

/// What was read of a notes ref's history, kept in the repository's own folder so that it is read
/// once. Nothing but time is lost without it: a file that is missing, damaged or of another form is
/// left out of account, and the history read again. One of another ref harms nothing, since all
/// that it says goes by commits.
struct NoteHistoryFile {
  private let path: String

  private static let form = "relman note history 2"
  /// Reading so few commits again costs less than keeping a file.
  private static let fewCommits = 64

  init(of ref: String, in repository: Repository) {
    let name = ref.split(separator: "/").suffix(1).joined()
    path = "\(repository.commonDirectory)/relman/note-history/\(name)"
  }

  func read() -> NoteHistory {
    do throws(Problem) {
      guard let bytes = try readFile(path) else { return NoteHistory() }
      return try Self.parse(bytes) ?? NoteHistory()
    } catch {
      return NoteHistory()  // Whatever the reason, the history itself says the same.
    }
  }

  /// - Parameter readCommits: how many commits were read beyond what the file holds.
  func write(_ history: NoteHistory, readCommits: Int) {
    guard readCommits >= Self.fewCommits else { return }
    do throws(Problem) {
      try writeFile(path, try Self.bytes(of: history))
    } catch {}  // A clone that may only be read works without.
  }

  private static func bytes(of history: NoteHistory) throws(Problem) -> [UInt8] {
    var text = "\(form)\n" + history.tips.map(\.hex).joined(separator: " ") + "\n"
    for edit in history.ignored {
      let fields = [edit.commit.hex, edit.object.hex, edit.reason.text] + edit.before.map(\.hex)
      text += fields.joined(separator: " ") + "\n"
    }
    return Array(text.utf8) + Array("\(try Digest.sha256(Array(text.utf8)))\n".utf8)
  }

  /// Nil for anything but what `bytes(of:)` writes.
  private static func parse(_ bytes: [UInt8]) throws(Problem) -> NoteHistory? {
    guard bytes.count > 65 else { return nil }
    let body = Array(bytes.dropLast(65))
    guard bytes.suffix(65).elementsEqual("\(try Digest.sha256(body))\n".utf8) else { return nil }
    let lines = textLines(body)
    guard lines.count >= 2, lines[0] == form else { return nil }
    let tips = lines[1].split(separator: " ").compactMap { ObjectID(hex: $0) }
    let edits = lines.dropFirst(2).compactMap(edit)
    guard edits.count == lines.count - 2, !tips.isEmpty else { return nil }
    return NoteHistory(tips: tips, ignored: edits)
  }

  private static func edit(_ line: String) -> IgnoredNoteEdit? {
    let fields = line.split(separator: " ")
    guard fields.count >= 3, let commit = ObjectID(hex: fields[0]),
      let object = ObjectID(hex: fields[1]), let reason = IgnoredNoteEdit.Reason(fields[2])
    else { return nil }
    let before = fields.dropFirst(3).compactMap { ObjectID(hex: $0) }
    guard before.count == fields.count - 3 else { return nil }
    return IgnoredNoteEdit(commit: commit, object: object, reason: reason, before: before)
  }
}

extension IgnoredNoteEdit.Reason {
  fileprivate var text: String {
    switch self {
    case .dropped(let lines): "dropped:\(lines)"
    case .tooLarge(let bytes): "large:\(bytes)"
    case .notAFile: "other:0"
    }
  }

  fileprivate init?(_ text: Substring) {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let number = Int(parts[1]) else { return nil }
    switch parts[0] {
    case "dropped": self = .dropped(lines: number)
    case "large": self = .tooLarge(bytes: number)
    case "other": self = .notAFile
    default: return nil
    }
  }
}
