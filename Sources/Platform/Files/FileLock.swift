import Glibc
import Release

/// An advisory lock on a file, for as long as this lives and no longer than the process: the
/// kernel lets go of it with the open file, also after `kill -9`.
///
/// The file stays when the lock is let go: another process may have opened it to wait for it, and
/// would hold a lock on a file that is no longer there. A lock counts on one machine; not every
/// network file system passes it on.
public struct FileLock: ~Copyable {
  private let file: Int32

  /// Takes the lock, and writes who holds it into the file, which is made where there is none.
  ///
  /// - Returns: nil when it is held, by another process or by another lock of this one.
  /// - Throws: `.inputOutput`, naming the file.
  public static func tryLock(_ path: String) throws(Problem) -> FileLock? {
    // No program that is started inherits it, and holds the lock longer than this process.
    let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw fileProblem("cannot lock", path) }
    // The lock of `fcntl` would be lost as soon as any part of the process closes the file.
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let problem = errno == EWOULDBLOCK ? nil : fileProblem("cannot lock", path)
      close(file)
      guard let problem else { return nil }
      throw problem
    }
    let lock = FileLock(file: file)
    guard ftruncate(file, 0) == 0 else { throw fileProblem("cannot lock", path) }
    try writeAll(Array("\(getpid()) \(hostName())\n".utf8), to: file, path: path)
    return lock
  }

  /// Who took the lock last, for a message: the number of the process and the machine's name.
  ///
  /// - Throws: `.inputOutput`, naming the file.
  public static func holder(of path: String) throws(Problem) -> String? {
    guard let bytes = try readFile(path, limitBytes: 4096) else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return words.count == 2 ? "process \(words[0]) on \(words[1])" : nil
  }

  private init(file: Int32) { self.file = file }

  deinit { close(file) }
}

private func hostName() -> String {
  var name = utsname()
  guard uname(&name) == 0 else { return "unknown" }
  return withUnsafeBytes(of: &name.nodename) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
