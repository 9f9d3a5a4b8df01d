import Formats
import Git
import Records
import Release

extension Project {
  static func manifestPath(_ environment: String) -> String {
    ".relman/environments/\(environment).yaml"
  }

  /// Every environment's manifest as the work tree has it.
  func manifests() throws(Problem) -> [Manifest] {
    var result: [Manifest] = []
    for name in try relmanNames(in: "environments") where name.hasSuffix(".yaml") {
      result.append(try manifest(of: String(name.dropLast(".yaml".count))))
    }
    return result
  }

  /// - Throws: `.notFound`, with the nearest name, when there is no such environment.
  func manifest(of environment: String) throws(Problem) -> Manifest {
    let path = Self.manifestPath(environment)
    guard isName(environment), let bytes = try relmanFile("environments/\(environment).yaml") else {
      throw try unknown(environment)
    }
    return try Manifest.parse(bytes, file: SourceFile(path), name: environment)
  }

  /// The manifest as HEAD has it: what is committed, which is what is deployed.
  func committedManifest(of environment: String) throws(Problem) -> Manifest {
    let path = Self.manifestPath(environment)
    guard isName(environment), let head = try repository.head().commit,
      let bytes = try repository.file(at: path, in: head)
    else { throw try unknown(environment) }
    return try Manifest.parse(bytes, file: SourceFile(path, in: "HEAD"), name: environment)
  }

  /// The rules of an environment.
  ///
  /// - Throws: `.notFound`, with the command that publishes it where it is only proposed.
  func rules(
    of environment: String, _ chain: PolicyChain
  ) throws(Problem) -> Rules.EnvironmentRules {
    if chain.rules.environments[environment] == nil { _ = try manifest(of: environment) }
    return try chain.environment(environment)
  }

  private func unknown(_ environment: String) throws(Problem) -> Problem {
    let known = try relmanNames(in: "environments").filter { $0.hasSuffix(".yaml") }
      .map { String($0.dropLast(".yaml".count)) }
    return Problem(
      .notFound,
      "there is no environment \(quoted(environment))" + suggestion(for: environment, among: known),
      hint: known.isEmpty ? "relman init production" : "relman status")
  }
}
