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
      var command = try Relman.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let problem as Problem {
      Terminal.report(problem)
      exit(problem.kind.rawValue)
    } catch {
      end(with: error)
    }
  }

  /// Help, version, a usage error or a plain exit status, as ArgumentParser words them; its errors
  /// in our form.
  private static func end(with error: any Error) -> Never {
    let status = Relman.exitCode(for: error)
    let text = Relman.fullMessage(for: error)
    if status.isSuccess {
      Terminal.output(text.isEmpty ? "" : text + "\n")
    } else if text.hasPrefix("Error: ") {
      Terminal.say("error: " + text.dropFirst("Error: ".count))
    } else if !text.isEmpty {
      Terminal.say(text)
    }
    exit(status.rawValue)
  }
}
