// Files outside Git's objects: read whole and bounded, written beside and renamed.
import Git
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
    throw failure("cannot read", path)
  }
  defer { close(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(file, &chunk, chunk.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw failure("cannot read", path)
    }
    bytes += chunk[..<count]
    guard bytes.count <= limitBytes else {
      throw Problem(.inputOutput, "\(quoted(path)) is larger than \(limitBytes) bytes")
    }
  }
}

/// Writes a file so that a reader sees the old bytes or the new ones, and never a part: beside,
/// synced and renamed. Folders that are missing are made.
///
/// - Throws: `.inputOutput`, naming the file.
public func writeFile(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws(Problem) {
  try makeFolder(parent(of: path))
  let beside = "\(path).relman-\(getpid())"
  let file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
  guard file >= 0 else { throw failure("cannot write", path) }
  do throws(Problem) {
    defer { close(file) }
    try writeAll(bytes, to: file, path: path)
    guard fchmod(file, mode) == 0, fsync(file) == 0 else { throw failure("cannot write", path) }
  } catch {
    unlink(beside)
    throw error
  }
  guard rename(beside, path) == 0 else {
    let problem = failure("cannot write", path)
    unlink(beside)
    throw problem
  }
}

/// Adds to the end of a file, which is made where there is none.
public func appendFile(_ path: String, _ bytes: [UInt8]) throws(Problem) {
  let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
  guard file >= 0 else { throw failure("cannot write", path) }
  defer { close(file) }
  try writeAll(bytes, to: file, path: path)
}

private func writeAll(_ bytes: [UInt8], to file: Int32, path: String) throws(Problem) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      throw failure("cannot write", path)
    }
    rest = rest.dropFirst(count)
  }
}

public func makeFolder(_ path: String) throws(Problem) {
  guard !isFolder(path), !path.isEmpty else { return }
  try makeFolder(parent(of: path))
  guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure("cannot make", path) }
}

public func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether a folder has this entry, also a link that leads nowhere or what cannot be looked into.
public func isEntry(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR)
}

/// - Throws: `.refused` where a folder on the way to a file is a link: what is written for the
///   repository stays in it.
public func requireNoLink(onWayTo path: String, below top: String) throws(Problem) {
  let folders = path.split(separator: "/").dropLast()
  for count in folders.indices {
    let folder = folders[...count].joined(separator: "/")
    var status = stat()
    guard lstat("\(top)/\(folder)", &status) == 0, status.st_mode & S_IFMT == S_IFLNK else {
      continue
    }
    throw Problem(.refused, "\(quoted(folder)) is a link, and nothing is written behind it")
  }
}

public func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

public func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "" }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// An absolute path without `.` and `..` parts, by its text alone.
public func withoutDots(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == ".." { _ = parts.popLast() } else { parts.append(part) }
  }
  return "/" + parts.joined(separator: "/")
}

public func removeFile(_ path: String) throws(Problem) {
  guard unlink(path) == 0 || errno == ENOENT else { throw failure("cannot remove", path) }
}

/// Removes a folder that relman made, and all that is in it; what cannot be removed stays. A link
/// is removed and never followed, also one that takes a folder's place meanwhile.
public func removeFolder(_ path: String) { removeEntry(path, in: AT_FDCWD) }

private func removeEntry(_ name: UnsafePointer<CChar>, in folder: Int32) {
  // Linux refuses this for a folder, also to root.
  if unlinkat(folder, name, 0) == 0 { return }
  let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  guard inner >= 0, let entries = fdopendir(inner) else { return }
  defer { closedir(entries) }
  while let entry = readdir(entries) {
    withUnsafePointer(to: &entry.pointee.d_name) { field in
      field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
        if strcmp($0, ".") != 0, strcmp($0, "..") != 0 { removeEntry($0, in: inner) }
      }
    }
  }
  unlinkat(folder, name, AT_REMOVEDIR)
}

/// Gives a file another name in one step, over what has that name.
public func move(_ path: String, to other: String) throws(Problem) {
  guard rename(path, other) == 0 else { throw failure("cannot move", path) }
}

private func failure(_ what: String, _ path: String) -> Problem {
  Problem(.inputOutput, "\(what) \(quoted(path)): \(String(cString: strerror(errno)))")
}
