import Glibc

/// What starts the lines that Git leaves out of a message; nil where it leaves none out.
///
/// Nearly nobody sets it, and asking git costs as much as the whole hook: it is asked where a
/// configuration could set it.
func commentMark(in message: String) -> String? {
  guard mayBeConfigured() else { return "#" }
  let values = output(of: "git config --get-regexp '^core\\.comment(char|string)$'")
    .split(separator: "\n").compactMap { $0.split(separator: " ", maxSplits: 1).last }
  guard let value = values.last.map(String.init) else { return "#" }
  return value == "auto" ? chosenMark(in: message) : value
}

/// git-config(1): with `auto`, Git chooses a character that starts no line, and writes its own
/// comments at the end with it.
private func chosenMark(in message: String) -> String? {
  let lines = message.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
  if let scissors = lines.first(where: { $0.contains(scissorsText) }) {
    return String(scissors.prefix(1))
  }
  guard let mark = lines.last?.first, "#;@!$%^&|:".contains(mark) else { return nil }
  return String(mark)
}

/// What Git writes between a comment mark and the rest of the line below which nothing counts.
let scissorsText = " ------------------------ >8"

private func mayBeConfigured() -> Bool {
  for name in ["GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT"] where getenv(name) != nil {
    return true
  }
  let variables = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"].compactMap(variable)
  let homes =
    (variable("HOME").map { [$0 + "/.gitconfig", $0 + "/.config/git/config"] } ?? [])
    + (variable("XDG_CONFIG_HOME").map { [$0 + "/git/config"] } ?? [])
  let folder = variable("GIT_DIR") ?? gitDirectory()
  let paths = variables + homes + ["/etc/gitconfig", folder + "/config"]
  return folder != ".git" || paths.contains(where: mentionsComments)
}

/// Whether a file says anything of comments, or brings in another that may.
private func mentionsComments(_ path: String) -> Bool {
  guard let bytes = try? contents(of: path) else { return false }
  let text = String(decoding: bytes, as: UTF8.self).lowercased()
  return text.contains("comment") || text.contains("include")
}

private func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// The first 64 KiB that a shell command prints.
private func output(of command: String) -> String {
  guard let pipe = popen(command, "r") else { return "" }
  defer { pclose(pipe) }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let count = fread(&bytes, 1, bytes.count, pipe)
  return String(decoding: bytes.prefix(count), as: UTF8.self)
}
