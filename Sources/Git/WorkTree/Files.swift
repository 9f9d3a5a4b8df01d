import Glibc
import Release

/// The bytes of a small file; nil when there is none. At most 64 MiB.
func readFile(_ path: String) throws(Problem) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else {
    if errno == ENOENT { return nil }
    throw failure("read", path)
  }
  defer { close(file) }
  var result: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(file, &buffer, buffer.count)
    guard count >= 0 else { throw failure("read", path) }
    if count == 0 { return result }
    result += buffer[..<count]
    guard result.count <= 64 << 20 else {
      throw Problem(.badData, "the file \(quoted(path)) is larger than 64 MiB")
    }
  }
}

/// The names in a folder, in the order of their bytes; none where there is no such folder.
public func names(in folder: String) throws(Problem) -> [String] {
  guard let handle = opendir(folder) else {
    if errno == ENOENT || errno == ENOTDIR { return [] }
    throw failure("read", folder)
  }
  defer { closedir(handle) }
  var names: [String] = []
  while let entry = readdir(handle) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted(by: precedesByBytes)
}

public func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// A file written beside its place, which takes that place in one step, or goes away.
struct NewFile: ~Copyable {
  private let path: String
  private let temporary: String

  init(_ bytes: [UInt8], for path: String, isExecutable: Bool) throws(Problem) {
    self.path = path
    temporary = "\(path).\(getpid()).new"
    let file = open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isExecutable ? 0o777 : 0o666)
    guard file >= 0 else { throw failure("write", temporary) }
    defer { close(file) }
    try write(bytes, to: file)
    guard fsync(file) == 0 else { throw failure("write", temporary) }
  }

  func takePlace() throws(Problem) {
    guard rename(temporary, path) == 0 else { throw failure("replace", path) }
  }

  deinit { unlink(temporary) }

  private func write(_ bytes: [UInt8], to file: Int32) throws(Problem) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { throw failure("write", temporary) }
      rest = rest.dropFirst(count)
    }
  }
}

/// Makes the folders of a path below `root`; a link among them would lead out of it.
func makeFolders(for path: String, below root: String) throws(Problem) {
  var folder = root
  for part in path.split(separator: "/").dropLast() {
    folder += "/" + part
    var status = stat()
    if lstat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw Problem(.refused, "\(quoted(folder)) is in the way: it is not a folder")
      }
    } else {
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw failure("make", folder) }
    }
  }
}

private func failure(_ verb: String, _ path: String) -> Problem {
  let reason = String(cString: strerror(errno))
  return Problem(.inputOutput, "cannot \(verb) \(quoted(path)): \(reason)")
}
