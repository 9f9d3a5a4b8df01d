import Glibc
import Release

/// Makes a folder and those above it; it is well when it is there. A link to a folder is one.
///
/// - Parameter mode: of each folder that is made, less the umask's bits.
/// - Throws: `.inputOutput`, naming the folder.
public func makeFolder(_ path: String, mode: UInt32 = 0o777) throws(Problem) {
  guard !path.isEmpty, !isFolder(path) else { return }
  try makeFolder(parent(of: path), mode: mode)
  // Another process may have made it meanwhile.
  guard mkdir(path, mode) == 0 || isFolder(path) else {
    throw fileProblem("cannot make the folder", path)
  }
}

/// Makes the folders of a path below `root`; a link among them would lead out of it.
///
/// - Throws: `.refused` where something that is not a folder is in the way, `.inputOutput`.
public func makeFolders(for path: String, below root: String) throws(Problem) {
  var folder = root
  for part in path.split(separator: "/").dropLast() {
    folder += "/" + part
    var status = stat()
    if lstat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw Problem(.refused, "\(quoted(folder)) is in the way: it is not a folder")
      }
    } else {
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
        throw fileProblem("cannot make the folder", folder)
      }
    }
  }
}
