import Release

/// What became of one ref of a push.
public struct PushResult: Hashable, Sendable {
  public let ref: String
  public let outcome: Outcome

  public enum Outcome: Hashable, Sendable {
    case pushed
    /// The remote had it as it is.
    case unchanged
    /// The remote has what is not here: somebody else was faster.
    case behind
    /// The remote, or a hook there, would not have it, and says why.
    case declined(String)
  }
}

/// What `git push --porcelain` prints on standard output (git-push(1), "OUTPUT"): for each ref a
/// flag, `from:to`, and a summary, with tabs between them.
struct PushReport {
  /// By the name of the ref on the remote.
  private(set) var outcomes: [String: PushResult.Outcome] = [:]

  init(_ text: String) {
    for line in text.utf8.split(separator: 0x0a) {
      let fields = line.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3, fields[0].count == 1, let flag = fields[0].first,
        let colon = fields[1].lastIndex(of: UInt8(ascii: ":")),
        let ref = String(fields[1][fields[1].index(after: colon)...]),
        let summary = String(fields[2])
      else { continue }
      outcomes[ref] = Self.outcome(flag, summary)
    }
  }

  private static func outcome(_ flag: UInt8, _ summary: String) -> PushResult.Outcome {
    switch flag {
    case UInt8(ascii: "="): .unchanged
    case UInt8(ascii: "!") where summary.hasPrefix("[rejected]"): .behind
    case UInt8(ascii: "!") where lostRaces.contains(where: summary.contains): .behind
    case UInt8(ascii: "!"): .declined(summary)
    default: .pushed
    }
  }

  /// What git-receive-pack says, in no language but its own, when two pushes reach it at once.
  private static let lostRaces = [
    "cannot lock ref", "failed to update ref", "incorrect old value", "reference already exists",
  ]
}
