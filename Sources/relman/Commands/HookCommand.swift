import Records
import ArgumentParser
import Release
import Workflow

/// What the stubs in Git's hooks folder call; not for people.
struct HookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "Run one of the hooks, as Git does.",
    discussion: """
      Example:
        $ relman hook pre-push origin URL < refs
      """, shouldDisplay: false)

  @Argument(help: "The hook's name.") var name: String
  @Argument(help: "What Git gives it.") var arguments: [String] = []

  func run() async throws {
    guard name == "pre-push", let remote = arguments.first, let address = arguments.last else {
      throw Problem(.usage, "\(quoted(name)) is no hook of relman's", hint: "relman hooks doctor")
    }
    var refs: [PushedRef] = []
    while let line = readLine() {
      if !line.isEmpty { refs.append(try PushedRef(line: line)) }
    }
    try await judgePush(refs, to: remote, at: address, CommandContext.real(folder: nil))
  }
}
