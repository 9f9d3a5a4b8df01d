import Git
import Records
import Release

/// Packages stay, notes only grow by their lines, policy and ledgers by their commits. What others
/// would leave alone is not pushed.
func judgeRecord(_ ref: PushedRef, _ repository: Repository) throws(Problem) {
  guard let record = RecordRef(ref.remoteRef) else {
    throw Problem(
      .refused, "\(quoted(ref.remoteRef)) is no ref that relman keeps",
      hint: "git push REMOTE \(escaped(ref.localRef, limit: 200)):refs/heads/NAME")
  }
  if ref.remoteID != .zero { try requireGrowth(ref, repository) }
  guard try repository.isTreeCommit(ref.localID) else {
    throw Problem(
      .refused, "\(quoted(ref.remoteRef)) would be no commit of a folder", hint: "relman sync")
  }
  switch record {
  case .package:
    guard ref.remoteID == .zero || ref.remoteID == ref.localID else {
      throw Problem(
        .refused, "\(quoted(ref.remoteRef)) would be changed: a package stays what it is",
        hint: "relman package list")
    }
  case .notes: try requireLines(ref, repository)
  case .policy, .deployments: break
  }
}

private func requireGrowth(_ ref: PushedRef, _ repository: Repository) throws(Problem) {
  guard !ref.isDeletion, repository.contains(ref.remoteID),
    try repository.isAncestor(ref.remoteID, of: ref.localID)
  else {
    throw Problem(
      .refused, "\(quoted(ref.remoteRef)) would lose what the remote has", hint: "relman sync")
  }
}

private func requireLines(_ ref: PushedRef, _ repository: Repository) throws(Problem) {
  let notes = try CountedNotes(ref.remoteRef, at: ref.localID, in: repository)
  guard try repository.lacksNotes(ref.localID, ignoring: notes.ignored) else { return }
  let commits = try notes.warnings().lines.joined(separator: "; ")
  throw Problem(
    .refused, "\(quoted(ref.remoteRef)) would lack lines that were added to it: \(commits)",
    hint: "relman sync")
}
