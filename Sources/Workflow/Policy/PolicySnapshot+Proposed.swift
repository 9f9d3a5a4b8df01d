import Formats
import Records
import Release

extension PolicySnapshot {
  /// The proposal: what `.relman/` in the work tree says.
  init(proposedIn project: Project) throws(Problem) {
    self.init()
    for name in [Self.policyName, Self.signersName] {
      if let bytes = try project.relmanFile(name) { add(bytes, as: name) }
    }
    for name in try project.relmanNames(in: "models") where name.hasSuffix(".yaml") {
      if let bytes = try project.relmanFile("models/" + name) { add(bytes, as: "models/" + name) }
    }
    for manifest in try project.manifests() {
      let environment = manifest.environment
      add(
        try CanonicalJSON.encode(environment), as: "environments/\(environment.name).json")
    }
  }

  /// A file as a person reads it: of an environment the manifest that says the same.
  func text(of name: String) throws(Problem) -> String? {
    guard let bytes = files[name] else { return nil }
    guard name.hasPrefix("environments/") else { return String(decoding: bytes, as: UTF8.self) }
    return environmentText(try CanonicalJSON.decode(Environment.self, from: bytes, what: name))
  }

  /// How another differs, file by file, as a person reads them.
  func differences(to other: PolicySnapshot) throws(Problem) -> [RuleDifference] {
    var result: [RuleDifference] = []
    for name in Set(files.keys).union(other.files.keys).sorted() {
      let difference = RuleDifference(
        path: ProposedRules.path(of: name), inForce: try text(of: name),
        proposed: try other.text(of: name))
      if let difference { result.append(difference) }
    }
    return result
  }
}
