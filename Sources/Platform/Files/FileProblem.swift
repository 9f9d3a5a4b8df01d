import Glibc
import Release

/// What the last system call said of a file; `what` is such as "cannot read".
func fileProblem(_ what: String, _ path: String) -> Problem {
  Problem(.inputOutput, "\(what) \(quoted(path, limit: 300)): \(String(cString: strerror(errno)))")
}
