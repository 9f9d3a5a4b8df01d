// The message hooks, in an executable of their own that loads nothing it does not need: it runs at
// every commit. Every other hook is handed to `relman`.
import Formats
import Glibc
import Release

let arguments = Array(CommandLine.arguments.dropFirst())
do throws(Problem) {
  switch arguments.first {
  case "commit-msg": try checkMessage(at: arguments.dropFirst().first)
  case "prepare-commit-msg": try prepareMessage(Array(arguments.dropFirst()))
  case .some: try handOver(arguments)
  case nil: throw Problem(.usage, "relman-hook is run by Git", hint: "relman hooks doctor")
  }
} catch {
  say("error: " + error.message)
  if let hint = error.hint { say("hint: " + hint.text) }
  exit(error.kind.rawValue)
}
