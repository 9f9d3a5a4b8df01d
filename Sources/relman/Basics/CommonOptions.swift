import ArgumentParser
import Release

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(
    name: [.customShort("C")],
    help: .init("Run as if started in this folder.", valueName: "dir"), completion: .directory)
  var folder: String?

  @Flag(name: .long, help: "Print the result as JSON on standard output.")
  var json = false

  @Option(
    name: .long,
    help: .init(
      "Trust the policy only if it holds the version with this digest (default: $RELMAN_PIN).",
      valueName: "digest"))
  var pin: String?
}

/// What every command that changes something takes besides.
struct DryRunOption: ParsableArguments {
  @Flag(name: .long, help: "Say what would be done, and change nothing.")
  var dryRun = false
}

/// What every command that finds the next version takes besides.
struct PreReleaseOption: ParsableArguments {
  @Option(
    name: .customLong("pre"),
    help: .init(
      "Make it a pre-release, such as 1.4.0-beta.1 for beta.", valueName: "channel"))
  var name: String?

  /// - Throws: `.usage` when the name cannot stand in a version.
  func channel() throws(Problem) -> Channel? {
    try name.map { name throws(Problem) in try Channel(name) }
  }
}

/// What every command about one package of several takes besides.
struct PackageOption: ParsableArguments {
  @Option(
    name: .customLong("package"),
    help: .init(
      "The package, where .relman/config.yaml has several (default: the one that a tag names).",
      valueName: "name"))
  var name: String?
}

/// What every command that signs takes besides.
struct KeyOption: ParsableArguments {
  @Option(
    name: .long,
    help: .init(
      "The SSH key to sign with (default: user.signingKey, else the first in ~/.ssh).",
      valueName: "file"), completion: .file())
  var key: String?
}
