import Glibc
import Release

/// The names in a folder, in the order of their bytes; none where there is no such folder.
///
/// - Throws: `.inputOutput`, naming the folder.
public func names(in folder: String) throws(Problem) -> [String] {
  guard let handle = opendir(folder) else {
    if errno == ENOENT || errno == ENOTDIR { return [] }
    throw fileProblem("cannot read", folder)
  }
  defer { closedir(handle) }
  var names: [String] = []
  while let entry = readdir(handle) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
