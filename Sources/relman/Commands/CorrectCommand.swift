import Platform
import Records
import ArgumentParser
import Release
import Report
import Workflow

struct CorrectCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Mend what a merged commit says of itself, by a signed note.",
    discussion: """
      Rewords, re-classes, hides or shows a commit, or attaches it to a ticket, without rewriting \
      history: `relman notes`, `next`, `prepare` and the next release's package go by it. A second \
      correction of yours goes on from the first. Anyone whom the policy gives a key may correct.

      Examples:
        $ relman correct 1a2b3c4 --type fix --subject "prices are whole cents" -m "wrong type"
        $ relman correct 1a2b3c4 --change discounts -m "the trailer was forgotten"
        $ relman correct 1a2b3c4 --hide -m "internal"
        $ relman correct 1a2b3c4 --withdraw -m "it was right"
        $ relman correct --list
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var signing: KeyOption

  @Argument(help: "The commit.") var commit: String?
  @Option(name: .long, help: "What it does, without type and scope.") var subject: String?
  @Option(name: .long, help: "Its type, such as feat or fix.") var type: String?
  @Option(name: .long, help: "Its scope.") var scope: String?
  @Option(name: .long, help: "The ticket that it belongs to.") var change: String?
  @Flag(name: .long, inversion: .prefixedNo, help: "Whether it breaks what is there.")
  var breaking: Bool?
  @Flag(name: .long, help: "Leave it out of release notes.") var hide = false
  @Flag(name: .long, help: "Show it in release notes.") var show = false
  @Flag(name: .long, help: "Take back your correction.") var withdraw = false
  @Option(name: [.customShort("m"), .long], help: "Why.") var reason: String?
  @Flag(name: .long, help: "List the corrections that count.") var list = false

  func validate() throws {
    guard !list else { return }
    guard commit != nil else { throw ValidationError("Which commit? Or --list.") }
    let says = [subject, type, scope, change].contains { $0 != nil } || breaking != nil
    guard says || hide || show || withdraw else {
      throw ValidationError(
        "Say what is to be corrected: --subject, --type, --scope, --breaking, --change, --hide.")
    }
    guard !(hide && show), !(withdraw && (says || hide || show)) else {
      throw ValidationError("These do not go together.")
    }
    guard reason != nil else { throw ValidationError("Say why, with --reason.") }
  }

  /// Either answer.
  enum Answer: Encodable {
    case correction(CorrectionResult)
    case list(CorrectionList)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .correction(let result): try result.encode(to: encoder)
      case .list(let list): try list.encode(to: encoder)
      }
    }
  }

  func result(_ context: CommandContext) async throws(Problem) -> Answer {
    guard let commit, !list else { return .list(try listCorrections(context)) }
    let request = CorrectionRequest(
      subject: subject, type: type, scope: scope, breaking: breaking,
      hidden: hide ? true : show ? false : nil, change: change, withdraws: withdraw,
      reason: reason ?? "", key: signing.key, isDryRun: dry.dryRun)
    return .correction(try await correctCommit(commit, request, context))
  }

  func text(_ answer: Answer) -> String {
    switch answer {
    case .correction(let result): text(of: result)
    case .list(let list): text(of: list)
    }
  }

  private func text(of result: CorrectionResult) -> String {
    let id = result.statement?.short ?? "not signed: --dry-run"
    let what = result.correction.isEmpty ? "withdrawn" : words(result.correction)
    let released = result.release.map {
      "\(escaped($0)) has it: its notes show the correction, its package stays what it is\n"
    }
    return "\(result.person): \(result.commit.short) \(what) (\(id))\n" + (released ?? "")
      + "next: relman sync\n"
  }

  private func text(of list: CorrectionList) -> String {
    let rows = list.corrections.map {
      [$0.commit.short, $0.person, words($0.correction), $0.correction.reason]
    }
    return table(rows) + list.unreadable.map { "does not count: \($0)\n" }.joined()
  }

  private func words(_ correction: Correction) -> String {
    let words: [String?] = [
      correction.type.map { "type \($0)" }, correction.scope.map { "scope \($0)" },
      correction.breaking.map { $0 ? "breaking" : "not breaking" },
      correction.hidden.map { $0 ? "hidden" : "shown" },
      correction.change.map { "change \($0)" }, correction.subject.map { quoted($0) },
    ]
    return words.compactMap(\.self).joined(separator: ", ")
  }
}
