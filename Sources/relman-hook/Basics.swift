// What both message hooks need of the system. Git runs them in the work tree's top folder.
import Glibc
import Release

func say(_ text: String) {
  let bytes = Array((text + "\n").utf8)
  _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
}

/// The bytes of a file of at most 16 MiB; nil when there is none.
func contents(of path: String) throws(Problem) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  guard status.st_size <= 16 << 20 else {
    throw Problem(.inputOutput, "\(quoted(path)) is larger than 16 MiB")
  }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  let count = read(file, &bytes, bytes.count)
  return count < 0 ? nil : Array(bytes.prefix(count))
}

func write(_ text: String, to path: String) throws(Problem) {
  let file = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
  let bytes = Array(text.utf8)
  guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count else {
    throw Problem(.inputOutput, "cannot write \(quoted(path)): \(String(cString: strerror(errno)))")
  }
  close(file)
}

/// The ids of the tickets in the work tree, in byte order.
func ticketIDs() -> [String] {
  guard let folder = opendir(".relman/changes") else { return [] }
  defer { closedir(folder) }
  var ids: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    if name.hasSuffix(".md"), isName(name.dropLast(3)) { ids.append(String(name.dropLast(3))) }
  }
  return ids.sorted()
}

/// Runs `relman hook …` in place of this process.
func handOver(_ arguments: [String]) throws(Problem) {
  let words = ["relman", "hook"] + arguments
  var pointers = words.map { strdup($0) } + [nil]
  execvp("relman", &pointers)
  throw Problem(
    .unreachable, "relman is not in PATH, so the \(arguments[0]) hook checks nothing",
    hint: "relman hooks uninstall")
}
