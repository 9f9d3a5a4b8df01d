import Git
import Release

extension RecordStore {
  /// The trailer of a promotion's commit: what its author had seen.
  public func headsTrailer() throws(Problem) -> String {
    let heads = try heads().sorted { $0.key < $1.key }
    return headsTrailerName + ": " + heads.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }
}

extension Repository {
  /// The newest promotion among the last commits that HEAD has, and what its author had seen. The
  /// branch says it, so that whoever may push there may say anything; a promotion made now takes
  /// its place.
  public func newestPromotion() throws(Problem) -> (commit: Commit, heads: Heads)? {
    guard let head = try self.head().commit else { return nil }
    var result: (Commit, Heads)?
    var count = 0
    try walk(from: [head]) { commit in
      if let heads = Self.heads(namedBy: commit) { result = (commit, heads) }
      count += 1
      return result == nil && count < maximumCommits
    }
    return result
  }

  private static func heads(namedBy commit: Commit) -> Heads? {
    guard commit.message.contains(headsTrailerName),
      let text = Message(commit.message).values(of: headsTrailerName).last
    else { return nil }
    var heads: Heads = [:]
    for word in text.split(separator: " ").prefix(maximumHeads) {
      let parts = word.split(separator: "=")
      guard parts.count == 2, let tip = ObjectID(hex: parts[1]) else { continue }
      heads[String(parts[0])] = tip
    }
    return heads
  }
}

private let headsTrailerName = "Relman-Heads"
/// Where a branch has had no promotion for so long, its newest says little of today.
private let maximumCommits = 1_000
private let maximumHeads = 200
