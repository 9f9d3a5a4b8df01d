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
}
