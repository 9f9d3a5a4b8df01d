import Git
import Release
import Synchronization

/// Finds the commits that make the same change as one commit, or take it back.
///
/// To compare the patches of a whole history would take minutes, so a commit is looked at closely
/// only where something names or resembles the other: its id in the message, the same author at
/// the same second, or the same title.
final class RelatedCommitSearch: Sendable {
  private let commit: Commit
  private let message: Message
  private let named: Set<String>
  private let candidates = Mutex<[FoundCommit]>([])

  struct Related {
    var cherryPicks: [RelatedCommit] = []
    var reverts: [RelatedCommit] = []
    var revertedBy: [RelatedCommit] = []
  }

  init(of commit: Commit) {
    self.commit = commit
    message = Message(commit)
    named = Set(pickedIDs(Array(commit.message.utf8)) + message.reverts)
  }

  /// Looks through a batch of commits.
  func look(_ commits: [FoundCommit]) {
    let found = commits.filter { $0.id != commit.id && resembles($0) }
    if !found.isEmpty { candidates.withLock { $0 += found } }
  }

  func related(in repository: Repository, _ partition: Partition?) throws(Problem) -> Related {
    var result = Related()
    let own = try repository.patchID(of: commit.id)
    let reverse = try repository.patchID(of: commit.id, isReversed: true)
    for other in candidates.withLock({ $0 }).sorted(by: { $0.id < $1.id }) {
      let patch = try repository.patchID(of: other.id)
      let found = Message(other.message, isSquash: !other.isMerge)
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
          pickedIDs(other.message).contains(where: commit.id.hex.hasPrefix)
          || pickedIDs(Array(commit.message.utf8)).contains(where: other.id.hex.hasPrefix)
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
      || holds(other.message, commit.id.hex.prefix(7))
  }

  private func same(_ one: ObjectID?, _ other: ObjectID?) -> Bool? {
    guard let one, let other else { return nil }
    return one == other
  }
}

/// Whether a text holds another, byte for byte; for a whole history of texts.
private func holds(_ text: [UInt8], _ part: some StringProtocol) -> Bool {
  let part = Array(part.utf8)
  guard text.count >= part.count, !part.isEmpty else { return false }
  return text.withUnsafeBufferPointer { bytes in
    (0...(bytes.count - part.count)).contains { start in
      bytes[start] == part[0] && bytes[start...].starts(with: part)
    }
  }
}

/// The ids in `(cherry picked from commit …)`.
private func pickedIDs(_ message: [UInt8]) -> [String] {
  let start = Array("(cherry picked from commit ".utf8)
  return message.split(separator: UInt8(ascii: "\n")).compactMap { line in
    guard line.starts(with: start), line.last == UInt8(ascii: ")") else { return nil }
    return String(decoding: line.dropFirst(start.count).dropLast(), as: UTF8.self)
  }.filter { $0.utf8.count >= 7 }
}
