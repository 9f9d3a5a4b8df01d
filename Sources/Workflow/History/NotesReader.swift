import Git
import Release

/// The notes of one release, and where earlier history starts.
struct NotesExcerpt {
  var notes: ReleaseNotes
  /// Commits that, with their ancestors, are earlier than the release.
  var earlier: [ObjectID]
}

/// Derives notes from history, with every commit in the first release that contains it.
struct NotesReader {
  let project: Project
  let history: ReleaseHistory
  private let extras: NotesExtras

  init(_ project: Project) throws(Problem) {
    self.project = project
    history = try ReleaseHistory(project.store, line: project.line)
    extras = try NotesExtras(project)
  }

  func excerpts(_ query: NotesQuery) throws(Problem) -> [NotesExcerpt] {
    switch query.scope {
    case .next:
      let found = try unreleasedExcerpts()
      return found.isEmpty ? try latest(rollsUp: query.rollsUp) : found
    case .unreleased: return try unreleasedExcerpts()
    case .latest: return try latest(rollsUp: query.rollsUp)
    case .all: return try all()
    case .range(let text): return try range(text, rollsUp: query.rollsUp)
    }
  }

  /// The commits that HEAD contains and no release does.
  func unreleased() throws(Problem) -> [CommitSummary] {
    guard let head = try project.repository.head().commit else { return [] }
    return try history.unreleased(at: head).commits
  }

  /// The notes of a release of HEAD: of what is unreleased and, for a final release, of its
  /// pre-releases.
  func notes(
    upcoming version: Version, tag: String, on day: Day
  ) throws(Problem) -> ReleaseNotes {
    var commits: [CommitSummary] = []
    var previous: ReleaseTag?
    if let head = try project.repository.head().commit {
      previous = try history.latest(in: head, finalsOnly: !version.isPreRelease)
      let earlier = previous.map { [$0.tag.commit] } ?? []
      commits =
        version.isPreRelease
        ? try unreleased()
        : try ReleaseMembership(from: [head], hiding: earlier, in: history).commits(
          ofPreReleasesAnd: nil)
    }
    var notes = ReleaseNotes(
      tag: tag, version: version.description, date: day, previous: previous?.tag.name,
      commits: commits, rules: project.configuration.commits)
    try extras.add(to: &notes, tip: nil, previous: previous?.tag.commit)
    return notes
  }

  private func unreleasedExcerpts() throws(Problem) -> [NotesExcerpt] {
    guard let head = try project.repository.head().commit else { return [] }
    let commits = try unreleased()
    guard !commits.isEmpty else { return [] }
    let released = history.releases.tags.map(\.tag.commit)
    return [try excerpt(nil, commits, after: history.latest(in: head), earlier: released)]
  }

  private func latest(rollsUp: Bool) throws(Problem) -> [NotesExcerpt] {
    guard let head = try project.repository.head().commit,
      let latest = try history.latest(in: head)
    else { return [] }
    return [try release(latest, rollsUp: rollsUp)]
  }

  private func all() throws(Problem) -> [NotesExcerpt] {
    let head = try project.repository.head().commit
    let tips = history.releases.tags.map(\.tag.commit) + (head.map { [$0] } ?? [])
    return try excerpts(of: ReleaseMembership(from: tips, hiding: [], in: history), earlier: [])
  }

  private func range(_ text: String, rollsUp: Bool) throws(Problem) -> [NotesExcerpt] {
    guard let dots = text.firstRange(of: "..") else {
      if let release = history.releases.named(text) {
        return [try self.release(release, rollsUp: rollsUp)]
      }
      let tip = try project.revision(text)
      return try excerpts(of: ReleaseMembership(from: [tip], hiding: [], in: history), earlier: [])
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
    let earlier = start.map { [$0] } ?? []
    let region = try ReleaseMembership(from: [tip], hiding: earlier, in: history)
    return try excerpts(of: region, floor: floor, earlier: earlier)
  }

  /// The commits that are first contained in a release.
  private func release(_ release: ReleaseTag, rollsUp: Bool) throws(Problem) -> NotesExcerpt {
    let rollsUp = rollsUp && !release.version.isPreRelease
    let before = try history.predecessor(
      of: release.tag, version: release.version, finalsOnly: rollsUp)
    let earlier = before.map { [$0.tag.commit] } ?? []
    var region = try ReleaseMembership(from: [release.tag.commit], hiding: earlier, in: history)
    let own =
      rollsUp
      ? region.commits(ofPreReleasesAnd: release)
      : region.takeByRelease().first { $0.release == release }?.commits ?? []
    return try excerpt(release, own, after: before, earlier: earlier)
  }

  /// - Parameter floor: the highest release that is outside the region.
  private func excerpts(
    of region: consuming ReleaseMembership, floor: ReleaseTag? = nil, earlier: [ObjectID]
  ) throws(Problem) -> [NotesExcerpt] {
    var result: [NotesExcerpt] = []
    // One by one, so that a long history is not in memory twice.
    var remaining = Array(region.takeByRelease().reversed())
    while var contents = remaining.popLast() {
      var previous: ReleaseTag?
      if let tip = contents.tip,
        case .known(let found) = region.predecessors.highest(below: tip, floor: floor),
        contents.isAbove(found)
      {
        previous = found
      } else {
        previous = try predecessor(of: contents.release)
      }
      result.append(
        try excerpt(contents.release, contents.takeCommits(), after: previous, earlier: earlier))
    }
    return result
  }

  private func predecessor(of release: ReleaseTag?) throws(Problem) -> ReleaseTag? {
    if let release { return try history.predecessor(of: release.tag, version: release.version) }
    guard let head = try project.repository.head().commit else { return nil }
    return try history.latest(in: head)
  }

  private func excerpt(
    _ release: ReleaseTag?, _ commits: consuming [CommitSummary], after previous: ReleaseTag?,
    earlier: [ObjectID]
  ) throws(Problem) -> NotesExcerpt {
    let date = try release.map { release throws(Problem) in
      try project.repository.releaseTime(of: release.tag).day
    }
    var notes = ReleaseNotes(
      tag: release?.tag.name, version: release?.version.description, date: date,
      previous: previous?.tag.name, commits: commits, rules: project.configuration.commits)
    try extras.add(to: &notes, tip: release?.tag.commit, previous: previous?.tag.commit)
    return NotesExcerpt(notes: notes, earlier: earlier)
  }
}
