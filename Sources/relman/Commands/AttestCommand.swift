import Records
import ArgumentParser
import Release
import Report
import Workflow

struct AttestCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "attest", abstract: "Sign what was seen of a release: tests, a scan, a review.",
    discussion: """
      An environment whose gates ask for this kind of evidence lets a release in once it has passed.

      Example:
        $ relman attest v1.4.0 tests --reason "pipeline 4711"
        $ relman attest v1.4.0 tests --failed
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var options: DecisionOptions
  @Argument(help: "The release tag.") var tag: String
  @Argument(help: "The kind of evidence, as the gates name it.") var kind: String
  @Flag(name: .long, help: "It failed.") var failed = false

  func result(_ context: CommandContext) async throws(Problem) -> AttestResult {
    try await attest(kind, failed ? .failed : .passed, of: tag, options.request, context)
  }

  func text(_ result: AttestResult) -> String {
    let id = result.statement?.short ?? "not signed: --dry-run"
    return "\(result.person): \(result.kind) of \(result.tag) \(result.result.rawValue) (\(id))\n"
      + "next: relman sync\n"
  }
}
