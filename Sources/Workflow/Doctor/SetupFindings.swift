import Records
import Git
import Platform
import Release

extension Project {
  func hookFindings() throws(Problem) -> [Finding] {
    guard isConfigured, !repository.isBare else { return [] }
    do throws(Problem) {
      let missing = try inspectHooks(context).hooks.filter { !($0.isOurs && $0.isExecutable) }
      guard !missing.isEmpty else { return [] }
      return [
        Finding(
          severity: .warning, check: .hooks,
          detail: "these hooks do not run relman: \(listed(missing.map(\.hook)))",
          hint: "relman hooks install")
      ]
    } catch {
      return [
        Finding(severity: .warning, check: .hooks, detail: error.message, hint: error.hint)
      ]
    }
  }

  /// Programs that relman calls.
  func programFindings() -> [Finding] {
    let folders = (context.environment["PATH"] ?? "").split(separator: ":")
    let wanted = [
      ("git", "exchanges with remotes"), ("ssh-keygen", "signs"),
      ("relman-hook", "checks commit messages"),
    ]
    return wanted.filter { program, _ in
      !folders.contains { isExecutable("\($0)/\(program)") }
    }.map { program, use in
      Finding(
        severity: .warning, check: .programs,
        detail: "\(program), which \(use), is in no folder of PATH")
    }
  }

  /// Where there are several packages, an environment names the one that it runs.
  func environmentFindings() throws(Problem) -> [Finding] {
    guard isConfigured else { return [] }
    let known = lines.map(\.name)
    var result: [Finding] = []
    for manifest in try manifests() {
      let (name, package) = (manifest.environment.name, manifest.environment.package)
      let path = Self.manifestPath(name)
      if let package, !known.contains(package) {
        result.append(
          Finding(
            severity: .error, check: .environments,
            detail: "\(path) names a package that there is not, \(package)"
              + suggestion(for: package, among: known), hint: "$EDITOR \(path)"))
      } else if package == nil, known.count > 1 {
        result.append(
          Finding(
            severity: .warning, check: .environments,
            detail: "\(path) does not say which package \(name) is for: "
              + known.map { "`package: \($0)`" }.joined(separator: " or "),
            hint: "$EDITOR \(path)"))
      }
    }
    return result
  }
}
