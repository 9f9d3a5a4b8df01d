import Git
import Release
import Synchronization

/// Finds the commits that make the same change as one commit, or take it back.
///
/// To compare the patches of a whole history would take minutes, so a commit is looked at closely
/// only where something names or resembles the other: its id in the message, the same author at
/// the same second, or the same title.
final class KinSearch: Sendable {
  private let commit: Commit
  private let message: Message
  private let named: Set<String>
  private let candidates = Mutex<[Commit]>([])

  struct Kin {
    var cherryPicks: [WhyResult.Kin] = []
    var reverts: [WhyResult.Kin] = []
    var revertedBy: [WhyResult.Kin] = []
  }

  init(of commit: Commit) {
    self.commit = commit
    message = Message(commit.message)
    named = Set(pickedIDs(commit.message) + message.reverts)
  }

  /// Looks through a batch of commits.
  func look(_ commits: [Commit]) {
    let found = commits.filter { $0.id != commit.id && resembles($0) }
    if !found.isEmpty { candidates.withLock { $0 += found } }
  }

  func kin(in repository: Repository, _ partition: Partition?) throws(Problem) -> Kin {
    var result = Kin()
    let own = try repository.patchID(of: commit.id)
    let reverse = try repository.patchID(of: commit.id, isReversed: true)
    for other in candidates.withLock({ $0 }).sorted(by: { $0.id < $1.id }) {
      let patch = try repository.patchID(of: other.id)
      let found = Message(other.message)
      var kin = WhyResult.Kin(
        commit: other.id, subject: found.title,
        release: partition?.release(of: other.id)?.tag.name)
      let isReverse = same(patch, reverse)
      kin.samePatch = isReverse
      if found.reverts.contains(where: commit.id.hex.hasPrefix) {
        result.revertedBy.append(kin)
      } else if message.reverts.contains(where: other.id.hex.hasPrefix) {
        result.reverts.append(kin)
      } else {
        kin.samePatch = same(patch, own)
        let isNamed =
          pickedIDs(other.message).contains(where: commit.id.hex.hasPrefix)
          || pickedIDs(commit.message).contains(where: other.id.hex.hasPrefix)
        if isNamed || kin.samePatch == true { result.cherryPicks.append(kin) }
      }
    }
    return result
  }

  private func resembles(_ other: Commit) -> Bool {
    if other.author == commit.author || named.contains(where: other.id.hex.hasPrefix) {
      return true
    }
    return other.message.utf8.starts(with: message.title.utf8)
      || holds(other.message, commit.id.hex.prefix(7))
  }

  private func same(_ one: ObjectID?, _ other: ObjectID?) -> Bool? {
    guard let one, let other else { return nil }
    return one == other
  }
}

/// Whether a text holds another, byte for byte; for a whole history of texts.
private func holds(_ text: String, _ part: some StringProtocol) -> Bool {
  var text = text
  let part = Array(part.utf8)
  guard text.utf8.count >= part.count, !part.isEmpty else { return false }
  return text.withUTF8 { bytes in
    let starts = 0...max(0, bytes.count - part.count)
    return starts.contains { start in
      bytes[start] == part[0] && bytes[start...].starts(with: part)
    }
  }
}

/// The ids in `(cherry picked from commit …)`.
private func pickedIDs(_ message: String) -> [String] {
  message.split(separator: "\n").compactMap { line in
    let start = "(cherry picked from commit "
    guard line.hasPrefix(start), line.hasSuffix(")") else { return nil }
    return String(line.dropFirst(start.count).dropLast())
  }.filter { $0.utf8.count >= 7 }
}
