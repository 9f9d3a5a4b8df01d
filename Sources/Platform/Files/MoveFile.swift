import Glibc
import Release

/// Gives a file another name in one step, over what has that name.
///
/// - Throws: `.inputOutput`, naming the file.
public func move(_ path: String, to other: String) throws(Problem) {
  guard rename(path, other) == 0 else { throw fileProblem("cannot move", path) }
}

/// Puts the file `new` in the place of `path`, both in one folder, and waits for the disk: neither
/// a part of the file nor its old name is there after a crash.
///
/// - Throws: `.inputOutput`, naming the file.
public func replaceFile(_ path: String, with new: String) throws(Problem) {
  let file = open(new, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw fileProblem("cannot open", new) }
  defer { close(file) }
  guard fsync(file) == 0 else { throw fileProblem("cannot write", new) }
  try replaceForGood(path, with: new)
}

/// As `replaceFile`, for bytes that are on the disk already. A name is in its folder's bytes, which
/// the file's own fsync does not keep.
func replaceForGood(_ path: String, with new: String) throws(Problem) {
  guard rename(new, path) == 0 else { throw fileProblem("cannot replace", path) }
  let name = parent(of: path)
  let folder = open(name.isEmpty ? "." : name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  // A folder that may be written and not read cannot be synced.
  guard folder >= 0 else {
    if errno == EACCES { return }
    throw fileProblem("cannot open", name)
  }
  defer { close(folder) }
  // Some network file systems cannot sync a folder, and say so.
  guard fsync(folder) == 0 || errno == EINVAL else { throw fileProblem("cannot write", name) }
}
