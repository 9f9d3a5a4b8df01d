import CGit2
import Release

extension Repository {
  /// In which of Git's two parts somebody acts.
  public enum Part: String, Sendable {
    case author, committer
  }

  /// The name and mail of who runs this, from where git takes them: `GIT_COMMITTER_NAME` and
  /// `GIT_COMMITTER_EMAIL` (or those of the author), `committer.name`, `user.name`, `EMAIL`.
  /// Throws `.configuration` when one is missing.
  public func ident(as part: Part = .committer) throws(Problem) -> (name: String, mail: String) {
    let name = try value("NAME", setting: "name", part)
    let mail = try value("EMAIL", setting: "email", part) ?? environment("EMAIL")
    guard let name, !name.isEmpty else {
      throw Problem(
        .configuration, "Git does not know your name",
        hint: "git config user.name \"Your Name\"")
    }
    guard let mail, !mail.isEmpty else {
      throw Problem(
        .configuration, "Git does not know your mail address",
        hint: "git config user.email you@example.org")
    }
    return (name, mail)
  }

  private func value(
    _ variable: String, setting: String, _ part: Part
  ) throws(Problem) -> String? {
    if let value = environment("GIT_\(part.rawValue.uppercased())_\(variable)") { return value }
    if let value = try configuration("\(part.rawValue).\(setting)") { return value }
    return try configuration("user.\(setting)")
  }
}
