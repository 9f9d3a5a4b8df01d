import Git
import Release

extension Reviewer {
  /// What decides what a package holds, held against the release before.
  mutating func compareConfiguration(_ package: Package) throws(Problem) {
    guard let previous = package.previous?.tag,
      let before = try repository.tag(named: previous)?.commit
    else { return }
    let paths = try repository.changedPaths(from: before, to: tag.commit).filter {
      $0 == Project.configurationPath || $0.hasPrefix(".relman/models/")
    }
    for path in paths {
      let changed = lineChanges(from: try text(path, before), to: try text(path, tag.commit))
      review.configuration.append(ReviewedFile(path: path, lines: changed))
      try find(
        .configuration, "\(quoted(path)) differs from \(previous): it decides what a package holds",
        at: path, line: 1, command: "git diff \(previous) \(tag.commit.short) -- .relman")
    }
  }

  private func text(_ path: String, _ commit: ObjectID) throws(Problem) -> String {
    String(decoding: try repository.file(at: path, in: commit) ?? [], as: UTF8.self)
  }
}
