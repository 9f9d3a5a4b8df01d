import ArgumentParser
import Release
import Report
import Workflow

struct NotesCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "notes", abstract: "Show release notes, every commit in its true release.",
    discussion: """
      Works in any Git repository. Without a range: what is unreleased or, where that is nothing, \
      the latest release.

      Examples:
        $ relman notes
        $ relman notes v1.4.0
        $ relman notes v1.2.0..v1.4.0
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "A release, or two revisions with .. between them.") var range: String?

  @Flag(name: .long, help: "Every release, newest first.") var all = false

  func validate() throws {
    guard !all || range == nil else {
      throw ValidationError("Give a range or --all, not both.")
    }
  }

  func result(_ around: Surroundings) async throws(Problem) -> NotesResult {
    try showNotes(all ? .all : range.map(NotesScope.range) ?? .next, around)
  }

  func text(_ result: NotesResult) -> String { markdown(result.releases, rules: result.rules) }
}
