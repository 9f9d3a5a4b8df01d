import Glibc
import Release

/// A file written beside its place, which takes that place in one step, or goes away: a reader
/// sees the old bytes or the new ones, and never a part, also after a crash.
public struct NewFile: ~Copyable {
  /// The mode that a file is made with.
  public enum Permissions: Sendable {
    /// Exactly these bits.
    case exactly(UInt32)
    /// These bits less those that the user's umask takes away.
    case atMost(UInt32)
  }

  private let path: String
  private let temporary: String

  /// Writes the bytes and waits for the disk. The folder must be there.
  ///
  /// - Throws: `.inputOutput`, naming the file.
  public init(
    _ bytes: [UInt8], for path: String, _ permissions: Permissions = .exactly(0o644)
  ) throws(Problem) {
    self.path = path
    temporary = "\(path).\(getpid()).new"
    let file = try create(temporary, permissions.bits)
    defer { close(file) }
    do throws(Problem) {
      try writeAll(bytes, to: file, path: path)
      if case .exactly(let bits) = permissions, fchmod(file, bits) != 0 {
        throw fileProblem("cannot write", path)
      }
      guard fsync(file) == 0 else { throw fileProblem("cannot write", path) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Replaces what is at the place; after a crash it is there. A link is replaced, not followed.
  ///
  /// - Throws: `.inputOutput`, naming the file.
  public consuming func takePlace() throws(Problem) {
    try replaceForGood(path, with: temporary)
  }

  deinit { unlink(temporary) }
}

extension NewFile.Permissions {
  fileprivate var bits: UInt32 {
    switch self {
    case .exactly(let bits), .atMost(let bits): bits
    }
  }
}

/// A new file. What a killed process of the same number left is removed; a link that somebody put
/// there is removed too, and never written through.
private func create(_ path: String, _ bits: UInt32) throws(Problem) -> Int32 {
  let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
  var file = open(path, flags, bits)
  if file < 0, errno == EEXIST {
    try removeFile(path)
    file = open(path, flags, bits)
  }
  guard file >= 0 else { throw fileProblem("cannot write", path) }
  return file
}
