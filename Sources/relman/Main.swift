import ArgumentParser
import Glibc
import Release
import Workflow

@main
enum Main {
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    do {
      let arguments = try enterFolder(Array(CommandLine.arguments.dropFirst()))
      try checkCommand(arguments.first)
      // Whoever leaves this scope waits for it, so that the process does not end meanwhile.
      async let _ = startReading()
      var command = try Relman.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let problem as Problem {
      end(with: problem)
    } catch {
      end(with: error)
    }
  }

  private static func end(with problem: Problem) -> Never {
    Terminal.report(problem)
    exit(problem.kind.rawValue)
  }

  /// `relman -C DIR command`, as with git: goes there first. Gives the arguments that are left.
  private static func enterFolder(_ arguments: [String]) throws(Problem) -> [String] {
    guard arguments.first == "-C" else { return arguments }
    guard arguments.count > 1 else { throw Problem(.usage, "-C takes a folder") }
    guard chdir(arguments[1]) == 0 else {
      throw Problem(.notFound, "there is no folder \(quoted(arguments[1]))")
    }
    return try enterFolder(Array(arguments.dropFirst(2)))
  }

  /// - Throws: `.usage`, with the nearest command, for a word that is none.
  private static func checkCommand(_ word: String?) throws(Problem) {
    let known = Relman.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word, !word.hasPrefix("-"), word != "help", !known.contains(word) else { return }
    throw Problem(
      .usage, "there is no command \(quoted(word))" + suggestion(for: word, among: known),
      hint: "relman help")
  }

  /// Help, version, a usage error or a plain exit status, as ArgumentParser words them; its errors
  /// in our form.
  private static func end(with error: any Error) -> Never {
    let status = Relman.exitCode(for: error)
    let text = Relman.fullMessage(for: error)
    if status.isSuccess {
      do throws(Problem) {
        try Terminal.output(text.isEmpty ? "" : text + "\n")
      } catch {
        end(with: error)
      }
    } else if text.hasPrefix("Error: ") {
      Terminal.say("error: " + text.dropFirst("Error: ".count))
    } else if !text.isEmpty {
      Terminal.say(text)
    }
    exit(status.rawValue)
  }
}
