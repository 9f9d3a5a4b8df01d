import Glibc
import Release

/// Whether there is something at a path; a link that leads nowhere is nothing.
public func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether this user may run the file.
public func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

/// Whether there is a folder at a path, or a link to one.
public func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
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

/// Whether a folder has this entry, also a link that leads nowhere or what cannot be looked into.
public func isEntry(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR)
}
