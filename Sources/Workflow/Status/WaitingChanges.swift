import Git
import Release

/// What is unreleased, package by package and together.
struct WaitingChanges {
  private(set) var packages: [StatusResult.PackageStatus] = []
  private(set) var unclaimed: Int?
  private var commits: [ObjectID: (commit: CommitSummary, madeAt: Int)] = [:]
  private let project: Project

  /// - Throws: `.refused` in a shallow clone.
  init(_ project: Project) throws(Problem) {
    self.project = project
    guard let head = try project.repository.head().commit else { return }
    for project in project.each { try add(project, at: head) }
    if project.lines.count > 1 { unclaimed = try project.unclaimed().count }
  }

  /// Of all packages; the next version is known where there is one package.
  var total: StatusResult.Waiting {
    let next = packages.count == 1 ? packages[0].waiting.next : nil
    return summary(of: commits.values, next: next)
  }

  private mutating func add(_ project: Project, at head: ObjectID) throws(Problem) {
    let line = try project.line
    let history = try ReleaseHistory(project.store, line: line)
    let region = try history.unreleased(at: head)
    let waiting = zip(region.commits, region.madeAt).filter { $0.0.asks > .none }
    for (commit, madeAt) in waiting { commits[commit.id] = (commit, madeAt) }
    let next = try Self.next(in: history, unreleased: region, project)
    packages.append(.init(name: line.name, waiting: summary(of: waiting, next: next)))
  }

  private func summary(
    of waiting: some Collection<(commit: CommitSummary, madeAt: Int)>, next: String?
  ) -> StatusResult.Waiting {
    let now = project.context.now().seconds
    let age = waiting.lazy.map(\.madeAt).min().map { max(0, now - $0) / 86_400 }
    return .init(
      commits: waiting.count, changes: Set(waiting.compactMap(\.commit.change)).count,
      oldestDays: age, next: next)
  }

  /// The version that comes next; nil where none is free too.
  private static func next(
    in history: ReleaseHistory, unreleased: ReleaseMembership, _ project: Project
  ) throws(Problem) -> String? {
    do throws(Problem) {
      return try project.proposal(in: history, unreleased: unreleased).next?.description
    } catch {
      guard error.kind == .refused else { throw error }
      return nil
    }
  }
}
