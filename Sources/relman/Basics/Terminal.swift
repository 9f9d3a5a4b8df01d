import Glibc
import Release

/// Data on standard output, talk on standard error. A reader that has gone away is no error: what
/// is left is dropped, and the command goes on to its end.
enum Terminal {
  /// - Throws: `.inputOutput` when it cannot be written, as on a full disk.
  static func output(_ text: String) throws(Problem) {
    let failure = write(text, to: STDOUT_FILENO)
    guard failure == 0 || failure == EPIPE else {
      throw Problem(
        .inputOutput, "cannot write standard output: \(String(cString: strerror(failure)))")
    }
  }

  static func say(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

  static func report(_ problem: Problem) {
    say("error: " + problem.message)
    if let hint = problem.hint { say("hint: " + hint.text) }
  }

  /// - Returns: errno, or 0.
  private static func write(_ text: String, to file: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(file, UnsafeBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        rest = rest.dropFirst(count)
      }
      return 0
    }
  }
}
