// The few calls that make a file last: nothing here is undone by a crash once it has returned.
import Glibc
import Release

/// Makes a folder and those above it, for their owner alone.
func makeFolder(_ path: String) throws(Problem) {
  if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
  guard errno == ENOENT, let parent = parentFolder(path) else {
    throw lastFailure("cannot make the folder", path)
  }
  try makeFolder(parent)
  guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
    throw lastFailure("cannot make the folder", path)
  }
}

func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Makes an empty file that its owner alone may read, in place of what was there.
func makePrivateFile(_ path: String) throws(Problem) {
  try removeFile(path)
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw lastFailure("cannot make", path) }
  close(descriptor)
}

func removeFile(_ path: String) throws(Problem) {
  guard unlink(path) == 0 || errno == ENOENT else { throw lastFailure("cannot remove", path) }
}

/// Puts the file `new` in the place of `path`, both in one folder, and waits for the disk.
func replaceFile(_ path: String, with new: String) throws(Problem) {
  try waitForDisk(new)
  guard rename(new, path) == 0 else { throw lastFailure("cannot make", path) }
  try waitForDisk(parentFolder(path) ?? "/")
}

private func waitForDisk(_ path: String) throws(Problem) {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw lastFailure("cannot open", path) }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw lastFailure("cannot write", path) }
}

private func parentFolder(_ path: String) -> String? {
  guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
  return String(path[..<slash])
}

private func lastFailure(_ what: String, _ path: String) -> Problem {
  Problem(.inputOutput, "\(what) \(quoted(path, limit: 300)): \(String(cString: strerror(errno)))")
}
