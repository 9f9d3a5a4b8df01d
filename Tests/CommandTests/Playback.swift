import FoundationEssentials
import Scratch

/// A transcript's commands, played in one shell, in an empty folder and a home of their own.
///
/// Commands are sourced, so that a changed folder or variable stays, and each has its own output
/// file, so that nothing can be taken for a mark between two of them.
struct Playback {
  static let timeLimitSeconds = 600.0
  static let outputLimitLines = 2000

  /// What each command showed, as lines of a transcript.
  let shown: [[String]]
  /// Why some commands were not played to their end, where that is so.
  let interruption: String?

  /// `library` is a file of shell functions that the commands may use.
  init(
    _ transcript: Transcript, library: String? = nil, timeLimitSeconds: Double = timeLimitSeconds
  ) throws {
    let scratch = try Scratch()
    let path = scratch.environment["PATH", default: "/usr/bin:/bin"]
    scratch.environment["PATH"] = try executablesFolder() + ":" + path
    scratch.environment["SAMPLE"] = GoldenScript.sample
    try scratch.stage(transcript, library: library)
    let shell = try scratch.run(
      "timeout", "--kill-after=5", "\(timeLimitSeconds)", "sh", scratch.path(program))

    let played = try transcript.steps.indices.map(scratch.linesShown)
    shown = played.map { $0 ?? ["[not played to its end]"] }
    interruption = played.firstIndex(of: nil).map { index in
      let step = transcript.steps[index]
      let end =
        [124, 137].contains(shell.status)
        ? "killed after \(timeLimitSeconds) s" : "the shell ended with status \(shell.status)"
      return "\(end) in line \(step.line), \(step.typed[0])\n\(shell.stderr)"
    }
  }
}

private let program = "../stage/program"

private func file(_ index: Int) -> String { "../stage/\(index + 1)" }

extension Scratch {
  /// Writes the commands, and the program that sources them one after the other.
  fileprivate func stage(_ transcript: Transcript, library: String?) throws {
    var text = library.map { ". '\($0)'\n" } ?? ""
    for (index, step) in transcript.steps.enumerated() {
      try write(file(index), step.command + "\n")
      let place = path(file(index))
      text += "{ . '\(place)'; } </dev/null >'\(place).output' 2>&1\n"
      text += "printf %s $? >'\(place).status'\n"
    }
    try write(program, text)
  }

  /// What a command showed; nil when it did not come to its end.
  fileprivate func linesShown(_ index: Int) throws -> [String]? {
    guard exists(file(index) + ".status"), let status = Int(try read(file(index) + ".status"))
    else { return nil }
    let lines = transcriptLines(output: try read(file(index) + ".output"), status: status)
    if lines.count <= Playback.outputLimitLines { return lines }
    return lines.prefix(Playback.outputLimitLines) + ["[output of \(lines.count) lines cut here]"]
  }
}

/// Where the build put relman, which is where it put the process that runs the tests.
func executablesFolder() throws -> String {
  let test = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  return test.split(separator: "/").dropLast().map { "/" + $0 }.joined()
}
