// Files that decide whom this machine believes: nobody else may write them, none is passed over
// when it cannot be read, and two processes that change one at once lose nothing.
import Platform
import Glibc
import Release

struct TrustedFile {
  let path: String

  init(_ path: String) { self.path = path }

  /// The bytes; nil where there is no such file.
  ///
  /// - Throws: `.notPermitted`, with the command that mends it, where others could have written the
  ///   file or its folder; `.inputOutput` when it cannot be read.
  func read() throws(Problem) -> [UInt8]? {
    guard try requireOwn(parent(of: path), S_IFDIR, "a folder"),
      try requireOwn(path, S_IFREG, "a file")
    else { return nil }
    return try readFile(path, limitBytes: 4 << 20)
  }

  /// Puts in its place what `change` makes of it; nil changes nothing. No other process changes it
  /// meanwhile.
  func update(_ change: ([UInt8]?) throws(Problem) -> [UInt8]?) throws(Problem) {
    let folder = parent(of: path)
    try makeFolder(parent(of: folder))
    // Whatever the umask, a folder that others may write would be refused the next time.
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure("cannot make", folder) }
    _ = try requireOwn(folder, S_IFDIR, "a folder")
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    guard let bytes = try change(try read()) else { return }
    // What everybody on the machine goes by stays readable to everybody.
    var status = stat()
    let mode = stat(path, &status) == 0 ? status.st_mode & 0o777 : 0o600
    try writeFile(path, bytes, .exactly(mode))
  }

  private func lock() throws(Problem) -> FileLock {
    let name = path + ".lock"
    for _ in 0..<lockAttempts {
      if let lock = try FileLock.tryLock(name) { return lock }
      usleep(lockPauseMicroseconds)
    }
    throw Problem(
      .tryAgain, "\(quoted(path)) is locked by another process", hint: "fuser \(name)")
  }

  /// - Returns: whether there is such an entry.
  private func requireOwn(_ path: String, _ kind: mode_t, _ name: String) throws(Problem) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return false }
      throw failure("cannot read", path)
    }
    guard stat(path, &status) == 0 else { throw failure("cannot read", path) }
    guard status.st_mode & S_IFMT == kind else {
      throw Problem(.inputOutput, "\(quoted(path)) is not \(name)", hint: "ls -ld \(path)")
    }
    guard status.st_mode & (S_IWGRP | S_IWOTH) == 0 else {
      throw Problem(
        .notPermitted, "\(quoted(path)) can be written by others, so it proves nothing",
        hint: "chmod go-w \(path)")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw Problem(
        .notPermitted, "\(quoted(path)) belongs to another user, so it proves nothing",
        hint: "ls -ld \(path)")
    }
    return true
  }

  private func failure(_ what: String, _ path: String) -> Problem {
    Problem(.inputOutput, "\(what) \(quoted(path)): \(String(cString: strerror(errno)))")
  }
}

/// Ten seconds in all; who holds the lock only writes a small file.
private let lockAttempts = 1_000
private let lockPauseMicroseconds: UInt32 = 10_000
