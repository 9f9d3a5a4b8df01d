import Records
import Git
import Platform
import Release

/// Where Git looks for this repository's hooks, and what stands there.
struct HookFolder {
  let path: String

  static let hooks = ["commit-msg", "pre-push", "prepare-commit-msg"]

  /// - Throws: `.configuration` when `core.hooksPath` is set outside the repository, since what is
  ///   installed there would run for every repository of this person.
  init(of project: Project) throws(Problem) {
    let repository = project.repository
    let standard = repository.commonDirectory + "/hooks"
    guard let configured = try repository.configuration("core.hooksPath"), !configured.isEmpty
    else {
      path = standard
      return
    }
    let expanded =
      configured.hasPrefix("~/")
      ? try project.context.home() + configured.dropFirst() : configured
    path = withoutDots(expanded.hasPrefix("/") ? expanded : project.top + "/" + expanded)
    guard path.hasPrefix(project.top + "/") || path.hasPrefix(repository.commonDirectory + "/")
    else {
      throw Problem(
        .configuration,
        "core.hooksPath is \(quoted(configured)), a folder that other repositories share; "
          + "the hooks were not installed", hint: "git config core.hooksPath \(standard)")
    }
  }

  func file(_ hook: String) -> String { "\(path)/\(hook)" }

  /// Where a hook that stood here before is kept.
  func before(_ hook: String) -> String { "\(path)/\(hook).before-relman" }

  func isOurs(_ hook: String) throws(Problem) -> Bool {
    guard let bytes = try readFile(file(hook)) else { return false }
    return String(decoding: bytes, as: UTF8.self).contains("Installed by `relman hooks install`")
  }
}
