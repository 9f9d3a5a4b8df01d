import Glibc
import Release

/// Removes a file or a link; it is well when there is none.
///
/// - Throws: `.inputOutput`, naming the file.
public func removeFile(_ path: String) throws(Problem) {
  guard unlink(path) == 0 || errno == ENOENT else { throw fileProblem("cannot remove", path) }
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
