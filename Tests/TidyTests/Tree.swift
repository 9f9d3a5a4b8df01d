import FoundationEssentials
import Scratch

/// The repository's own files, tracked or about to be.
struct Tree {
  struct File {
    let path: String
    let text: String
    var lines: [Substring] { splitLines(text) }
  }

  /// Read and taken apart once for all rules.
  static let shared = Result { try Tree() }

  let root: String
  let files: [File]
  let swift: [SwiftText]

  private init() throws {
    root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let listed = try Scratch().run(
      "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", in: root)
    files = listed.stdout.split(separator: "\0").map(String.init).sorted().compactMap { [root] in
      // A tracked file that was just removed is listed, and not there.
      guard let data = FileManager.default.contents(atPath: root + "/" + $0) else { return nil }
      return File(path: $0, text: String(decoding: data, as: UTF8.self))
    }
    swift = files.filter { $0.path.hasSuffix(".swift") }
      .map { SwiftText(path: $0.path, $0.text) }
  }

  var topLevel: Set<Substring> {
    Set(files.compactMap { $0.path.split(separator: "/").first })
  }

  var shellScripts: [File] {
    files.filter { $0.path.hasSuffix(".sh") || $0.text.hasPrefix("#!/bin/sh\n") }
  }
}
