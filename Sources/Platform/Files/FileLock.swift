import Glibc
import Release

/// An advisory lock on a file, for as long as this lives and no longer than the process: the
/// kernel lets go of it with the open file, also after `kill -9`. The file says who holds it, for a
/// message alone, and is removed with it. A lock counts on one machine; not every network file
/// system passes it on.
public final class FileLock: Sendable {
  private let path: String
  private let file: Int32

  /// Takes the lock; the file is made where there is none.
  ///
  /// - Returns: nil when it is held, by another process or by another lock of this one.
  /// - Throws: `.inputOutput`, naming the file.
  public static func tryLock(_ path: String) throws(Problem) -> FileLock? {
    while true {
      // No program that is started inherits it, and holds the lock longer than this process.
      let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw fileProblem("cannot lock", path) }
      // The lock of `fcntl` would be lost as soon as any part of the process closes the file.
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        let reason = errno
        close(file)
        if reason == EWOULDBLOCK { return nil }
        if reason == EINTR { continue }
        errno = reason
        throw fileProblem("cannot lock", path)
      }
      // Who held it before may have removed the file after we opened it.
      guard isFile(file, path) else {
        close(file)
        continue
      }
      return FileLock(path, file)
    }
  }

  /// Who holds the lock, for a message: the number of the process and the machine's name.
  ///
  /// - Throws: `.inputOutput`, naming the file.
  public static func holder(of path: String) throws(Problem) -> String? {
    guard let bytes = try readFile(path, limitBytes: 4096) else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return words.count == 2 ? "process \(words[0]) on \(words[1])" : nil
  }

  private init(_ path: String, _ file: Int32) {
    self.path = path
    self.file = file
    let text = Array("\(getpid()) \(hostName())\n".utf8)
    // Without it the message names nobody; the lock holds all the same.
    if ftruncate(file, 0) == 0 { _ = write(file, text, text.count) }
  }

  deinit {
    unlink(path)
    close(file)
  }

  private static func isFile(_ file: Int32, _ path: String) -> Bool {
    var (own, named) = (stat(), stat())
    return fstat(file, &own) == 0 && lstat(path, &named) == 0
      && own.st_ino == named.st_ino && own.st_dev == named.st_dev
  }
}

/// This machine's name, for messages and records.
public func hostName() -> String {
  var name = utsname()
  guard uname(&name) == 0 else { return "unknown" }
  return withUnsafeBytes(of: &name.nodename) { bytes in
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
