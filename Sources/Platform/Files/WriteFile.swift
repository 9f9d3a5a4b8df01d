import Glibc
import Release

/// Writes a file in one step, as `NewFile` does. Folders that are missing are made.
///
/// - Throws: `.inputOutput`, naming the file.
public func writeFile(
  _ path: String, _ bytes: [UInt8], _ permissions: NewFile.Permissions = .exactly(0o644)
) throws(Problem) {
  try makeFolder(parent(of: path))
  try NewFile(bytes, for: path, permissions).takePlace()
}

/// Adds to the end of a file, which is made where there is none.
///
/// - Throws: `.inputOutput`, naming the file.
public func appendFile(_ path: String, _ bytes: [UInt8]) throws(Problem) {
  let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
  guard file >= 0 else { throw fileProblem("cannot write", path) }
  defer { close(file) }
  try writeAll(bytes, to: file, path: path)
}

/// Makes an empty file that its owner alone may read, in place of what was there.
///
/// - Throws: `.inputOutput`, naming the file.
public func makePrivateFile(_ path: String) throws(Problem) {
  try removeFile(path)
  let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard file >= 0 else { throw fileProblem("cannot make", path) }
  close(file)
}

func writeAll(_ bytes: [UInt8], to file: Int32, path: String) throws(Problem) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      throw fileProblem("cannot write", path)
    }
    rest = rest.dropFirst(count)
  }
}
