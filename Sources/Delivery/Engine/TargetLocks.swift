import Glibc
import Platform
import Release

/// Keeps two processes of one host off an environment's targets. The locks end with the process, so
/// that who holds them knows: no living process is at work on these databases.
///
/// Each is a file beside the database: clones of a repository share databases, and no folder.
public final class TargetLocks {
  private let locks: [FileLock]

  /// Locks all or nothing, and opens no database.
  ///
  /// - Throws: `.tryAgain`, naming the process that holds one; `.configuration` for two targets
  ///   that are one database.
  public init(_ environment: Environment, topFolder: String) throws(Problem) {
    var locks: [FileLock] = []
    var targets: [String: String] = [:]
    for target in environment.targets {
      let path = try SQLiteDatabase.path(of: target, topFolder: topFolder)
      // Where there is no folder there is no database either; whoever needs it will say so.
      guard let path = resolved(path) else { continue }
      if let other = targets.updateValue(target.name, forKey: path) {
        throw Problem(
          .configuration, "targets \(other) and \(target.name) are one database, \(quoted(path))")
      }
      let file = path + "-relman"
      guard let lock = try FileLock.tryLock(file) else {
        let holder = try FileLock.holder(of: file) ?? "another process"
        throw Problem(
          .tryAgain,
          "target \(quoted(target.name)): \(holder) is at work "
            + "on \(quoted(path, limit: 300))")
      }
      locks.append(lock)
    }
    self.locks = locks
  }
}

/// Absolute, symbolic links followed; of a missing file, its folder's. nil without a folder.
private func resolved(_ path: String) -> String? {
  if let found = realPath(path) { return found }
  let name = path.split(separator: "/").last.map(String.init) ?? ""
  return realPath(String(path.dropLast(name.count))).map { "\($0)/\(name)" }
}

private func realPath(_ path: String) -> String? {
  guard let found = realpath(path, nil) else { return nil }
  defer { free(found) }
  return String(cString: found)
}
