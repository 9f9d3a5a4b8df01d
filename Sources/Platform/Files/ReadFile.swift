import Glibc
import Release

/// The bytes of a file; nil when there is none.
///
/// - Throws: `.inputOutput`, naming the file, when it cannot be read or is larger than
///   `limitBytes`.
public func readFile(_ path: String, limitBytes: Int = 16 << 20) throws(Problem) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else {
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw fileProblem("cannot read", path)
  }
  defer { close(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(file, &chunk, chunk.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw fileProblem("cannot read", path)
    }
    bytes += chunk[..<count]
    guard bytes.count <= limitBytes else {
      throw Problem(
        .inputOutput, "\(quoted(path, limit: 300)) is larger than \(limitBytes) bytes")
    }
  }
}
