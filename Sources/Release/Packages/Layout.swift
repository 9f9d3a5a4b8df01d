/// Where things stand in a package's tree.
public enum PackageLayout {
  public static let manifest = "package.json"
  public static let notes = "NOTES.md"
  public static let payload = "payload/"

  public static func ticket(_ change: String) -> String { "changes/\(change).md" }
}

/// Refs that relman keeps; what they hold is in the design of each.
public enum RefName {
  public static let packages = "refs/relman/packages/"
  public static let notes = "refs/notes/relman/"
  public static let approvals = "refs/notes/relman/approvals"
  public static let evidence = "refs/notes/relman/evidence"
  public static let corrections = "refs/notes/relman/corrections"
  public static let policy = "refs/relman/policy"
  public static let deployments = "refs/relman/deployments/"

  public static func package(_ tag: String) -> String { packages + tag }
  public static func tag(_ name: String) -> String { "refs/tags/" + name }
  public static func deployments(_ environment: String) -> String { deployments + environment }
}
