import Git
import Release

/// Which commits `relman notes` is asked about.
public enum NotesScope: Sendable {
  /// What is unreleased; where that is nothing, the latest release.
  case next
  case all
  /// `A..B`, or the name of a release.
  case range(String)
}

/// What `relman notes` answers.
public struct NotesResult: Encodable, Sendable {
  public var releases: [ReleaseNotes]
  /// How the notes are grouped.
  public let rules: CommitRules

  enum CodingKeys: CodingKey { case releases }
}

/// - Throws: `.refused` in a shallow clone, whose history is not all there; `.notFound` for an
///   unknown revision.
public func showNotes(_ scope: NotesScope, _ around: Surroundings) throws(Problem) -> NotesResult {
  let project = try Project.open(around)
  try project.requireHistory()
  let reader = NotesReader(
    project: project,
    history: try ReleaseHistory(repository: project.repository, line: project.line))
  return NotesResult(
    releases: try reader.releases(scope), rules: project.configuration.commits)
}

struct NotesReader {
  let project: Project
  let history: ReleaseHistory

  func releases(_ scope: NotesScope) throws(Problem) -> [ReleaseNotes] {
    switch scope {
    case .next: try next()
    case .all: try all()
    case .range(let text): try range(text)
    }
  }

  /// What HEAD has and no release has.
  func unreleased() throws(Problem) -> [NotedCommit] {
    guard let head = try project.repository.head().commit else { return [] }
    return try Region(from: [head], hiding: history.releases.tags.map(\.tag.commit), in: history)
      .commits
  }

  private func next() throws(Problem) -> [ReleaseNotes] {
    guard let head = try project.repository.head().commit else { return [] }
    let commits = try unreleased()
    guard commits.isEmpty else {
      return [try notes(of: nil, commits, after: predecessor(of: nil))]
    }
    guard let latest = try history.latest(in: head) else { return [] }
    return try release(latest)
  }

  private func all() throws(Problem) -> [ReleaseNotes] {
    let head = try project.repository.head().commit
    let tips = history.releases.tags.map(\.tag.commit) + (head.map { [$0] } ?? [])
    return try notes(of: Region(from: tips, hiding: [], in: history))
  }

  private func range(_ text: String) throws(Problem) -> [ReleaseNotes] {
    guard let dots = text.firstRange(of: "..") else {
      if let release = history.releases.named(text) { return try self.release(release) }
      return try notes(of: Region(from: [project.revision(text)], hiding: [], in: history))
    }
    let (from, to) = (text[..<dots.lowerBound], text[dots.upperBound...])
    guard !to.hasPrefix(".") else {
      throw Problem(
        .usage, "\(quoted(text)) has three dots; a range has two",
        hint: "relman notes \(from)..HEAD")
    }
    let start = try from.isEmpty ? nil : project.revision(String(from))
    let tip = try project.revision(to.isEmpty ? "HEAD" : String(to))
    let floor = try start.flatMap { start throws(Problem) in try history.highest(before: start) }
    let region = try Region(from: [tip], hiding: start.map { [$0] } ?? [], in: history)
    return try notes(of: region, floor: floor)
  }

  /// The commits that a release was the first to have.
  private func release(_ release: ReleaseTag) throws(Problem) -> [ReleaseNotes] {
    let before = try history.predecessor(of: release.tag, version: release.version)
    let region = try Region(
      from: [release.tag.commit], hiding: before.map { [$0.tag.commit] } ?? [], in: history)
    let own = region.byRelease().first { $0.release == release }?.commits ?? []
    return [try notes(of: release, own, after: before)]
  }

  /// - Parameter floor: the highest release that is outside the region.
  private func notes(
    of region: Region, floor: ReleaseTag? = nil
  ) throws(Problem) -> [ReleaseNotes] {
    var result: [ReleaseNotes] = []
    for (release, commits) in region.byRelease() {
      var previous: ReleaseTag?
      let tip = release?.tag.commit ?? commits.first?.id
      if let tip, case .known(let found) = region.predecessors.highest(below: tip, floor: floor) {
        previous = found
      } else {
        previous = try predecessor(of: release)
      }
      result.append(try notes(of: release, commits, after: previous))
    }
    return result
  }

  private func predecessor(of release: ReleaseTag?) throws(Problem) -> ReleaseTag? {
    if let release { return try history.predecessor(of: release.tag, version: release.version) }
    guard let head = try project.repository.head().commit else { return nil }
    return try history.latest(in: head)
  }

  private func notes(
    of release: ReleaseTag?, _ commits: [NotedCommit], after previous: ReleaseTag?
  ) throws(Problem) -> ReleaseNotes {
    let date = try release.map { release throws(Problem) in
      try project.repository.releaseTime(of: release.tag).day
    }
    return ReleaseNotes(
      tag: release?.tag.name, version: release?.version.description, date: date,
      previous: previous?.tag.name, commits: commits, rules: project.configuration.commits)
  }
}

extension Project {
  /// The commit that a revision names.
  ///
  /// - Throws: `.notFound`, with the nearest tag.
  func revision(_ text: String) throws(Problem) -> ObjectID {
    do {
      return try repository.resolve(text)
    } catch {
      guard error.kind == .notFound else { throw error }
      let near = suggestion(for: text, among: try repository.tags().map(\.name))
      throw Problem(.notFound, error.message + near, hint: error.hint)
    }
  }

  /// - Throws: `.refused` in a shallow clone: notes made from half a history would be wrong.
  func requireHistory() throws(Problem) {
    guard repository.isShallow else { return }
    throw Problem(
      .refused, "this clone is shallow: its history ends where the clone was cut",
      hint: "git fetch --unshallow --tags")
  }
}
