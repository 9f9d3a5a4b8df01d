import Git
import Release

/// The repository as the place of relman's records, as they stood at one time, and the command that
/// reads or adds to them.
public struct RecordStore {
  public let repository: Repository
  public let context: CommandContext
  public private(set) var snapshot: Snapshot
  let readNotes: ReadNotes

  public init(_ repository: Repository, _ context: CommandContext) throws(Problem) {
    try self.init(repository, context, ReadNotes())
  }

  private init(
    _ repository: Repository, _ context: CommandContext, _ readNotes: ReadNotes
  ) throws(Problem) {
    self.repository = repository
    self.context = context
    self.readNotes = readNotes
    snapshot = try Snapshot(of: repository)
  }

  /// The repository that the command runs in.
  ///
  /// - Throws: `.notFound` outside a repository.
  public static func open(_ context: CommandContext) throws(Problem) -> RecordStore {
    try RecordStore(Repository.open(at: context.folder), context)
  }

  /// As the refs stand by now, whoever moved them.
  public func refreshed() throws(Problem) -> RecordStore {
    try RecordStore(repository, context, readNotes)
  }

  func applying(_ moves: [RefMove]) -> RecordStore {
    var store = self
    for move in moves { store.snapshot.apply(move) }
    return store
  }

  /// Where relative paths start: the work tree, or a bare repository itself.
  public var topFolder: String { repository.workTree ?? repository.gitDirectory }

  /// Who makes the commits of this command, now.
  public func committer() throws(Problem) -> Ident {
    let (name, mail) = try repository.ident()
    return Ident(name: name, mail: mail, time: context.now())
  }
}
