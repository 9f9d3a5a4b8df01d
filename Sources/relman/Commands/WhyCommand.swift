import Records
import ArgumentParser
import Release
import Report
import Workflow

struct WhyCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Say which release first had a commit, where it runs, and what became of it.",
    discussion: """
      Works in any Git repository. A commit belongs to the first release, in ancestry order, whose \
      tag contains it. Cherry-picks and reverts are told by their patch ids; they are looked for \
      among commits that name this one, or have its title, or its author and time.

      Example:
        $ relman why 1a2b3c4
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "A commit: an id, a tag, a branch, HEAD~2.") var commit: String

  func result(_ context: CommandContext) async throws(Problem) -> WhyResult {
    try whyCommit(commit, context)
  }

  func text(_ why: WhyResult) -> String {
    var about = ["by \(why.author) on \(why.date)"]
    if let change = why.change { about.append("change \(change)") }
    if let number = why.pullRequest { about.append("#\(number)") }
    var rows = why.packages.map { ["release", release(of: $0, why)] }
    if rows.isEmpty { rows = [["release", "none: no package carries what it changed"]] }
    rows += why.environments.map { environment in
      [environment.contains ? "runs in" : "not in", "\(environment.name) (\(environment.release))"]
    }
    rows += why.cherryPicks.map { ["picked", text($0)] }
    rows += why.reverts.map { ["reverts", text($0)] }
    rows += why.revertedBy.map { ["reverted by", text($0)] }
    return "\(why.commit.short) \(escaped(why.subject))\n"
      + "  \(escaped(about.joined(separator: ", ")))\n" + table(rows)
  }

  private func release(of package: WhyResult.Package, _ why: WhyResult) -> String {
    guard let release = package.release else {
      let who = why.packages.count > 1 ? " of \(package.name)" : ""
      return why.isReachable ? "none\(who) has it yet" : "none: no branch and no tag has it"
    }
    let others = package.containedIn - 1
    return others > 0 ? "\(release), and \(plural(others, "later release"))" : release
  }

  private func text(_ related: RelatedCommit) -> String {
    let patch: String? =
      switch related.samePatch {
      case true?: nil
      case false?: "another patch"
      case nil: "patch not compared"
      }
    let notes = [related.release ?? "unreleased", patch].compactMap { $0 }.joined(separator: ", ")
    return "\(related.commit.short) \(related.subject) (\(notes))"
  }
}
