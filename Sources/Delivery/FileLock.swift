import Glibc
import Release

/// A lock on a file that ends with its process, however that ends.
///
/// The file holds who has the lock, for a message alone, and is removed with it.
final class FileLock {
  private let path: String
  private let descriptor: Int32

  /// nil while another holds it, in this process too.
  ///
  /// - Throws: `.inputOutput` when the file cannot be made.
  static func tryLock(_ path: String) throws(Problem) -> FileLock? {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw failure("cannot make", path) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let reason = errno
        close(descriptor)
        if reason == EWOULDBLOCK { return nil }
        if reason == EINTR { continue }
        errno = reason
        throw failure("cannot lock", path)
      }
      // Who held it before may have removed the file after we opened it.
      guard isFile(descriptor, path) else {
        close(descriptor)
        continue
      }
      return FileLock(path, descriptor)
    }
  }

  /// Who holds it, such as `process 4711 on db1`; nil when that is not known.
  static func holder(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 300)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? escaped(String(decoding: bytes.prefix(count), as: UTF8.self)) : nil
  }

  private init(_ path: String, _ descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
    let text = Array("process \(getpid()) on \(hostName())".utf8)
    // Without it the message names nobody; the lock holds all the same.
    if ftruncate(descriptor, 0) == 0 { _ = write(descriptor, text, text.count) }
  }

  deinit {
    unlink(path)
    close(descriptor)
  }

  private static func isFile(_ descriptor: Int32, _ path: String) -> Bool {
    var (own, named) = (stat(), stat())
    return fstat(descriptor, &own) == 0 && lstat(path, &named) == 0
      && own.st_ino == named.st_ino && own.st_dev == named.st_dev
  }

  private static func failure(_ what: String, _ path: String) -> Problem {
    let reason = String(cString: strerror(errno))
    return Problem(.inputOutput, "\(what) \(quoted(path, limit: 300)): \(reason)")
  }
}

/// This machine's name, for messages and records.
public func hostName() -> String {
  var name = [CChar](repeating: 0, count: 256)
  guard gethostname(&name, name.count - 1) == 0 else { return "" }
  return name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
}
