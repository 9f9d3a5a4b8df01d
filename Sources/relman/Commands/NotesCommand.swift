import Records
import ArgumentParser
import Release
import Report
import Workflow

struct NotesCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "notes", abstract: "Show release notes, every commit in its true release.",
    discussion: """
      Works in any Git repository. Without a range: what is unreleased or, where that is nothing, \
      the latest release. A commit belongs to the first release that contains it.

      Examples:
        $ relman notes
        $ relman notes v1.4.0
        $ relman notes v1.2.0..v1.4.0
        $ relman notes --latest --contributors
        $ relman notes --all --format keep-a-changelog
        $ relman notes --print-template > .relman/notes.md
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var package: PackageOption

  @Argument(help: "A release, or two revisions with .. between them.") var range: String?

  @Flag(name: .long, help: "What no release has yet.") var unreleased = false

  @Flag(name: .long, help: "The latest release that HEAD has.") var latest = false

  @Flag(name: .long, help: "Every release, newest first.") var all = false

  @Flag(name: .long, help: "Give a final release what its pre-releases brought.")
  var rollUp = false

  @Flag(name: .long, help: "Say who wrote it, and who is new (walks the whole history).")
  var contributors = false

  @Option(name: .long, help: "How they are written: markdown or keep-a-changelog.")
  var format = NotesForm.Style.markdown

  @Flag(name: .long, help: "Print the template that makes what relman writes without one.")
  var printTemplate = false

  func validate() throws {
    let scopes = [range != nil, unreleased, latest, all].filter(\.self).count
    guard scopes <= 1 else {
      throw ValidationError("Give one of a range, --unreleased, --latest and --all.")
    }
  }

  private var scope: NotesScope {
    if let range { return .range(range) }
    return all ? .all : latest ? .latest : unreleased ? .unreleased : .next
  }

  func result(_ context: CommandContext) async throws(Problem) -> NotesResult {
    try showNotes(
      NotesQuery(
        scope, rollsUp: rollUp, wantsContributors: contributors, wantsAuthors: common.json),
      package: package.name, context)
  }

  func run() async throws {
    if printTemplate { return try Terminal.output(standardTemplate) }
    try await answer()
  }

  func text(_ result: NotesResult) throws(Problem) -> String {
    var form = result.form
    form.style = format
    return try markdown(result.releases, form: form)
  }
}

extension NotesForm.Style: ExpressibleByArgument {}
