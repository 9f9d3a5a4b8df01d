import Release

/// All that is impure and does not belong to the repository: where and when a command runs, what
/// the environment says, and how it talks to the person who typed it.
public struct CommandContext {
  /// The folder that the command runs in.
  public var folder: String
  public var environment: [String: String]
  /// Where an administrator says what holds for everybody on this machine.
  public var systemFolder: String
  /// Where a server keeps what it has seen, if it is there.
  public var systemState: String
  public var now: () -> Instant
  /// Talk for the person: progress, warnings, what to do next. Never data.
  public var say: (String) -> Void
  /// Whether Ctrl-C, or a request to terminate, has arrived.
  public var isInterrupted: @Sendable () -> Bool
  /// Called around each effect of a deployment, so that a test can fail there.
  public var checkpoint: (String) throws(Problem) -> Void

  public init(
    folder: String, environment: [String: String], systemFolder: String = "/etc/relman",
    systemState: String = "/var/lib/relman", now: @escaping () -> Instant,
    say: @escaping (String) -> Void, isInterrupted: @escaping @Sendable () -> Bool,
    checkpoint: @escaping (String) throws(Problem) -> Void
  ) {
    self.folder = folder
    self.environment = environment
    self.systemFolder = systemFolder
    self.systemState = systemState
    self.now = now
    self.say = say
    self.isInterrupted = isInterrupted
    self.checkpoint = checkpoint
  }

  /// The person's home folder.
  ///
  /// - Throws: `.configuration` when HOME is not set.
  public func home() throws(Problem) -> String {
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw Problem(.configuration, "HOME is not set to a folder", hint: "export HOME=~")
    }
    return home
  }
}
