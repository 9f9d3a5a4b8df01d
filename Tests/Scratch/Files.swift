import Glibc

func writeAll(_ bytes: [UInt8], to path: String) throws {
  guard let file = fopen(path, "we") else { throw ScratchError("cannot write \(path)") }
  defer { fclose(file) }
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
    throw ScratchError("cannot write \(path)")
  }
}

func readAll(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "re") else { throw ScratchError("cannot read \(path)") }
  defer { fclose(file) }
  var result: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return result }
    result += buffer[..<count]
  }
}

func makeFolders(above path: String) {
  var folder = ""
  for part in path.split(separator: "/").dropLast() {
    folder += "/" + part
    mkdir(folder, 0o755)
  }
}

/// Removes a folder and all below it, following no link.
func removeAll(_ path: String) {
  var status = stat()
  guard lstat(path, &status) == 0 else { return }
  if status.st_mode & S_IFMT == S_IFDIR { names(in: path).forEach { removeAll("\(path)/\($0)") } }
  remove(path)
}

private func names(in folder: String) -> [String] {
  chmod(folder, 0o700)
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var result: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) {
      String(decoding: $0.prefix(while: { $0 != 0 }), as: UTF8.self)
    }
    if name != ".", name != ".." { result.append(name) }
  }
  return result
}
