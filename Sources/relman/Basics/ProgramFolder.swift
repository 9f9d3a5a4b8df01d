import Glibc

/// The folder of the running program; empty where the system does not say.
func programFolder() -> String {
  guard let path = realpath("/proc/self/exe", nil) else { return "" }
  defer { free(path) }
  let text = String(cString: path)
  return text.lastIndex(of: "/").map { String(text[..<$0]) } ?? ""
}
