/// The reviewed notes of a release: a file that a pull request shows and a person may edit.
enum ReleaseNotesFile {
  static func path(of tag: String) -> String {
    ".relman/releases/\(tag.split(separator: "/").joined(separator: "-")).md"
  }
}
