import Glibc
import Release

/// Data on standard output, talk on standard error. A reader that has gone away is no error: what
/// is left is dropped, and the command goes on to its end.
enum Terminal {
  static func output(_ text: String) { write(text, to: STDOUT_FILENO) }

  static func say(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  static func report(_ problem: Problem) {
    say("error: " + problem.message)
    if let hint = problem.hint { say("hint: " + hint) }
  }

  private static func write(_ text: String, to file: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}
