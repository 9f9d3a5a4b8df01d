import Platform
import Records
import Release

/// Appends Markdown to the job summary of GitHub Actions, where there is one: the file that
/// `GITHUB_STEP_SUMMARY` names, of 1 MiB at most.
///
/// - Returns: whether it was written.
public func appendToStepSummary(
  _ markdown: String, _ context: CommandContext
) throws(Problem) -> Bool {
  guard let path = context.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return false }
  let present = try readFile(path) ?? []
  guard present.count + markdown.utf8.count < 1 << 20 else {
    context.say("warning: the job summary is full, so the review is not in it")
    return false
  }
  let separator = present.isEmpty || present.last == UInt8(ascii: "\n") ? "" : "\n"
  try appendFile(path, Array((separator + markdown).utf8))
  return true
}
