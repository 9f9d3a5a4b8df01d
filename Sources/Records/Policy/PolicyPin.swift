import Platform
import Release

/// The first version of each repository's policy, pinned outside the repository, as ssh pins hosts
/// in known_hosts: one line, the repository's id and that version's digest.
public enum PolicyPin {
  public static let system = "/etc/relman/known_repositories"

  public static func personal(_ context: CommandContext) throws(Problem) -> String {
    try context.home() + "/.config/relman/known_repositories"
  }

  /// Checks the pin, or pins on first use and says so.
  ///
  /// - Throws: `.badData` when another first version was pinned.
  public static func check(
    repository: String, first: Digest, _ context: CommandContext
  ) throws(Problem) {
    let personal = try personal(context)
    for file in [system, personal] {
      guard let pinned = try pinned(repository, in: file) else { continue }
      guard pinned == first.hex else {
        throw Problem(
          .badData,
          "the policy of repository \(repository) is not the one that was pinned: \(file) says "
            + "\(escaped(pinned.prefix(12))), the repository \(first.short)",
          hint: "relman policy log")
      }
      return
    }
    try pin(repository, first, in: personal)
    context.say(
      "relman: trusting the policy of repository \(repository.prefix(12)) on first use "
        + "(\(first.short), pinned in \(personal))")
  }

  public static func pin(
    _ repository: String, _ first: Digest, in file: String
  ) throws(Problem) {
    let before = try readFile(file) ?? []
    let ended = before.isEmpty || before.last == UInt8(ascii: "\n") ? before : before + [0x0a]
    try writeFile(file, ended + Array("\(repository) \(first)\n".utf8), .exactly(0o600))
  }

  private static func pinned(_ repository: String, in file: String) throws(Problem) -> String? {
    guard let bytes = try readFile(file) else { return nil }
    for line in textLines(bytes) {
      let words = line.split { $0.isWhitespace }
      if words.count >= 2, words[0] == repository { return String(words[1]) }
    }
    return nil
  }
}
