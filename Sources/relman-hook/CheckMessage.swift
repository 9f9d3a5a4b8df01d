import Formats
import Glibc
import Release

/// `commit-msg`: refuses a message that the configuration refuses, and one that names a change
/// without a ticket. The message stays in the file that Git keeps.
func checkMessage(at path: String?) throws(Problem) {
  guard let path, let bytes = try contents(of: path) else {
    throw Problem(.usage, "commit-msg was given no message file", hint: "relman hooks doctor")
  }
  guard let configuration = try contents(of: ".relman/config.yaml") else { return }
  let rules = try Configuration.parse(configuration, file: ".relman/config.yaml").commits
  let message = Message(withoutComments(String(decoding: bytes, as: UTF8.self)))
  for change in message.changes { try requireTicket(change) }
  guard rules.unconventional == .refuse, message.kind == .ordinary, !message.isConventional,
    message.changes.isEmpty, !message.title.isEmpty
  else { return }
  throw Problem(
    .refused,
    "\(quoted(message.title, limit: 60)) is no conventional message, and names no change",
    hint: "git commit -e -m \"fix: \(plain: plain(message.title))\"")
}

private func requireTicket(_ change: String) throws(Problem) {
  guard !isName(change) || access(".relman/changes/\(change).md", R_OK) != 0 else { return }
  let known = ticketIDs()
  throw Problem(
    .refused,
    "there is no ticket for the change \(quoted(change))"
      + suggestion(for: change, among: known), hint: "relman change list")
}

/// The title as a hint may show it inside double quotes.
private func plain(_ title: String) -> String {
  String(escaped(title, limit: 60).filter { !"\"\\$`".contains($0) })
}

/// What Git itself keeps of an edited message: no comment lines, nothing below the scissors.
private func withoutComments(_ text: String) -> String {
  var lines: [Substring] = []
  guard let mark = commentMark(in: text) else { return text }
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix(mark + scissorsText) { break }
    if !line.hasPrefix(mark) { lines.append(line) }
  }
  return lines.joined(separator: "\n")
}
