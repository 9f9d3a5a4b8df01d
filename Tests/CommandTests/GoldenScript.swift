import FoundationEssentials

/// The files of `Tests/CommandTests/Scripts`.
enum GoldenScript {
  static let folder =
    #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Scripts"

  /// What the repository offers to copy; a script knows it as `$SAMPLE`.
  static let sample =
    folder.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/.relman-sample"

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".txt") }.sorted()
  }

  /// Those that RELMAN_SCRIPTS names, with spaces between them and without `.txt`; else all.
  static func chosen() throws -> [String] {
    let chosen = ProcessInfo.processInfo.environment["RELMAN_SCRIPTS"]?.split(separator: " ")
    return try names().filter { name in chosen.map { $0.contains(name.dropLast(4)) } ?? true }
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  static func transcript(_ name: String) throws -> Transcript {
    Transcript(try text(name))
  }
}
