import Formats
import Glibc
import Release

/// `prepare-commit-msg`: on a branch that is named for a ticket, adds its `Change:` trailer;
/// elsewhere the editor shows, as comments, which tickets there are. A message that names a change,
/// a merge, a squash and an amended commit are left alone.
func prepareMessage(_ arguments: [String]) throws(Problem) {
  let source = arguments.dropFirst().first
  guard let path = arguments.first, source == nil || source == "message" || source == "template",
    let bytes = try contents(of: path)
  else { return }
  let tickets = ticketIDs()
  let text = String(decoding: bytes, as: UTF8.self)
  guard !tickets.isEmpty, Message(text).changes.isEmpty else { return }
  if let change = changeOfBranch(among: tickets) {
    try write(withTrailer(change, in: text), to: path)
  } else if source == nil, let mark = commentMark(in: text) {
    let list = tickets.prefix(20).map { "\(mark)   Change: \($0)\n" }.joined()
    try write(text + "\(mark) Changes that this commit may belong to:\n" + list, to: path)
  }
}

/// The ticket that the branch is named for: `discounts`, `feature/discounts`.
private func changeOfBranch(among tickets: [String]) -> String? {
  let folder = getenv("GIT_DIR").map { String(cString: $0) } ?? gitDirectory()
  guard let head = try? contents(of: folder + "/HEAD") else { return nil }
  let text = String(decoding: head, as: UTF8.self)
  guard text.hasPrefix("ref: refs/heads/") else { return nil }
  let branch = text.dropFirst("ref: refs/heads/".count).prefix { $0 != "\n" }
  return branch.split(separator: "/").last.map(String.init).flatMap { last in
    tickets.first { $0 == last }
  }
}

/// `.git`, or what the file `.git` of a linked worktree names.
func gitDirectory() -> String {
  guard let file = try? contents(of: ".git") else { return ".git" }
  let text = String(decoding: file, as: UTF8.self)
  guard text.hasPrefix("gitdir: ") else { return ".git" }
  return String(text.dropFirst("gitdir: ".count).prefix { $0 != "\n" })
}

/// The message with the trailer at its end, before Git's comments, in the trailers' paragraph where
/// there is one.
private func withTrailer(_ change: String, in text: String) -> String {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let mark = commentMark(in: text)
  let commentStart =
    mark.flatMap { mark in lines.firstIndex { $0.hasPrefix(mark) } } ?? lines.endIndex
  let isBlank: (Substring) -> Bool = { $0.allSatisfy(\.isWhitespace) }
  let end = lines[..<commentStart].lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
  let message = lines[..<end].joined(separator: "\n")
  let hasTrailers = !Message(message).footers.isEmpty
  let separator = message.isEmpty ? "\n\n" : hasTrailers ? "\n" : "\n\n"
  let comments = lines[commentStart...].joined(separator: "\n")
  return message + separator + "Change: \(change)\n" + (comments.isEmpty ? "" : "\n" + comments)
}
