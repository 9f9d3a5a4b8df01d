import Records
import Git
import Glibc
import Platform
import Release

/// The payload as files, for steps that run a command: written from the package's objects, never
/// taken from the work tree, and removed when the deployment ends.
final class PayloadFolder {
  let path: String
  private let stored: StoredPackage
  private var isWritten = false

  init(_ stored: StoredPackage, in folder: String) {
    path = "\(folder)/\(stored.digest.short)-\(getpid())"
    self.stored = stored
  }

  deinit { removeFolder(path) }

  func write() throws(Problem) -> String {
    guard !isWritten else { return path }
    let files = try stored.files()
    for file in stored.package.files {
      guard file.path.whyUnsafe == nil else {
        throw Problem(.badData, "the package carries an unsafe path, \(quoted(file.path.text))")
      }
      try writeFile(
        "\(path)/\(file.path)", try files.file(file.path),
        .exactly(file.mode == .executable ? 0o755 : 0o644))
    }
    try makeFolder(path)
    isWritten = true
    return path
  }
}
