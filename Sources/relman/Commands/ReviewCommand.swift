import Platform
import Records
import ArgumentParser
import Release
import Report
import Workflow

struct ReviewCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Show what a reviewer needs to see of a release, before anybody approves it.",
    discussion: """
      Reads one commit, and writes no ref and no file: a release that is not tagged yet is shown \
      as HEAD would give it. The Markdown fits into a comment; what is too long is cut, the \
      approvals, gates and risks last.

      github prints annotations and appends the Markdown to $GITHUB_STEP_SUMMARY. gitlab is a Code \
      Quality report, sarif SARIF 2.1.0. With --check the exit status is 1 when the package could \
      not be built, a ticket is incomplete, or the committed notes are missing or out of date.

      Examples:
        $ relman review
        $ relman review v1.4.0 --format json
        $ relman review --check --format github
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case markdown, json, github, gitlab, sarif
  }

  /// A review, and how it was asked for.
  struct Answer: Encodable {
    var review: Review
    var text: String

    func encode(to encoder: any Encoder) throws { try review.encode(to: encoder) }
  }

  @OptionGroup var common: CommonOptions
  @OptionGroup var package: PackageOption
  @Option(name: .long, help: "How to print it.") var format = Format.markdown
  @Flag(name: .long, help: "Exit with 1 when something is to mend first.") var check = false
  @Argument(help: "A version or a tag (default: the release at HEAD, else the next one).")
  var version: String?

  func result(_ context: CommandContext) async throws(Problem) -> Answer {
    let review = try reviewRelease(version, package: package.name, context)
    if format == .github { _ = try appendToStepSummary(markdown(review), context) }
    if check { say(review, context) }
    return Answer(review: review, text: try text(of: review))
  }

  func text(_ answer: Answer) -> String { answer.text }

  func isYes(_ answer: Answer) -> Bool { !check || answer.review.isComplete }

  private func text(of review: Review) throws(Problem) -> String {
    switch format {
    case .markdown: markdown(review)
    case .json: try jsonText(review)
    case .github: annotations(review)
    case .gitlab: try jsonDocument(codeQuality(review))
    case .sarif: try jsonDocument(SarifLog(review))
    }
  }

  /// What fails the check, and the command that mends it.
  private func say(_ review: Review, _ context: CommandContext) {
    for finding in review.findings where finding.level == .error {
      context.say("error: " + logText(finding.text))
      if let command = finding.command { context.say("hint: " + logText(command.text)) }
    }
  }
}
