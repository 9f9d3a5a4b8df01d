import Release
import Report

/// The reviewed notes of a release: a file that a pull request shows and a person may edit.
enum ReleaseNotesFile {
  static func path(of tag: String) -> String {
    ".relman/releases/\(fileName(ofTag: tag)).md"
  }

  /// What a package carries of it: the bytes, without the record of what was generated.
  static func published(_ bytes: [UInt8]) -> [UInt8] {
    guard let text = String(validating: bytes, as: UTF8.self) else { return bytes }
    return Array(CuratedNotes.withoutRecord(text).utf8)
  }
}
