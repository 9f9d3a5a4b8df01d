import Git
import Release

/// The repository as the place of relman's records, and the command that reads or adds to them.
public struct RecordStore {
  public let repository: Repository
  public let context: CommandContext

  public init(_ repository: Repository, _ context: CommandContext) {
    self.repository = repository
    self.context = context
  }

  /// Where relative paths start: the work tree, or a bare repository itself.
  public var topFolder: String { repository.workTree ?? repository.gitDirectory }

  /// Who makes the commits of this command, now.
  public func committer() throws(Problem) -> Ident {
    let (name, mail) = try repository.ident()
    return Ident(name: name, mail: mail, time: context.now())
  }
}
