import Git
import Release

/// Finds the commits that make the same change as one commit, or revert it.
///
/// Comparing the patches of a whole history would take minutes, so patches are compared only where
/// one commit names or resembles the other: by its id in the message, the same author at the same
/// second, or the same title.
struct RelatedCommitSearch: Sendable {
  private let commit: Commit
  private let message: Message
  private let named: Set<String>

  struct Related {
    var cherryPicks: [RelatedCommit] = []
    var reverts: [RelatedCommit] = []
    var revertedBy: [RelatedCommit] = []
  }

  init(of commit: Commit) {
    self.commit = commit
    message = Message(commit)
    named = Set(pickedIDs(commit) + message.reverts)
  }

  /// Whether the patch of a commit must be compared.
  func isCandidate(_ other: FoundCommit) -> Bool { other.id != commit.id && resembles(other) }

  func related(
    among candidates: [ObjectID], in repository: Repository, _ partition: Partition?
  ) throws(Problem) -> Related {
    var result = Related()
    let own = try repository.patchID(of: commit.id)
    let reverse = try repository.patchID(of: commit.id, isReversed: true)
    for id in candidates.sorted() {
      let other = try repository.commit(id)
      let patch = try repository.patchID(of: id)
      let found = Message(other)
      var related = RelatedCommit(
        commit: other.id, subject: found.title,
        release: partition?.release(of: other.id)?.tag.name)
      let isReverse = same(patch, reverse)
      related.samePatch = isReverse
      if found.reverts.contains(where: commit.id.hex.hasPrefix) {
        result.revertedBy.append(related)
      } else if message.reverts.contains(where: other.id.hex.hasPrefix) {
        result.reverts.append(related)
      } else {
        related.samePatch = same(patch, own)
        let isNamed =
          pickedIDs(other).contains(where: commit.id.hex.hasPrefix)
          || pickedIDs(commit).contains(where: other.id.hex.hasPrefix)
        if isNamed || related.samePatch == true { result.cherryPicks.append(related) }
      }
    }
    return result
  }

  private func resembles(_ other: FoundCommit) -> Bool {
    if other.author == commit.author || named.contains(where: other.id.hex.hasPrefix) {
      return true
    }
    return other.message.starts(with: message.title.utf8)
      || containsBytes(other.message, commit.id.hex.prefix(7))
  }

  private func same(_ one: ObjectID?, _ other: ObjectID?) -> Bool? {
    guard let one, let other else { return nil }
    return one == other
  }
}

/// Whether a text contains another, byte for byte; fast enough for every message of a history.
private func containsBytes(_ text: [UInt8], _ part: some StringProtocol) -> Bool {
  let part = Array(part.utf8)
  guard text.count >= part.count, !part.isEmpty else { return false }
  return text.withUnsafeBufferPointer { bytes in
    (0...(bytes.count - part.count)).contains { start in
      bytes[start] == part[0] && bytes[start...].starts(with: part)
    }
  }
}

/// The ids in `(cherry picked from commit …)`.
private func pickedIDs(_ commit: Commit) -> [String] {
  let start = Array("(cherry picked from commit ".utf8)
  return commit.message.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
    guard line.starts(with: start), line.last == UInt8(ascii: ")") else { return nil }
    return String(decoding: line.dropFirst(start.count).dropLast(), as: UTF8.self)
  }.filter { $0.utf8.count >= 7 }
}
