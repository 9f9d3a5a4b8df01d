import Records
import Git
import Platform
import Release

/// What `relman hooks doctor` answers: which hooks will really run, from where, in what order.
public struct HookReport: Encodable, Sendable {
  public var folder: String
  public var hooks: [Item]

  public struct Item: Encodable, Sendable {
    public var hook: String
    /// The files that run, in this order.
    public var runs: [String]
    public var isOurs: Bool
    public var isExecutable: Bool
  }

  public var isHealthy: Bool { hooks.allSatisfy { $0.isOurs && $0.isExecutable } }
}

public func inspectHooks(_ context: CommandContext) throws(Problem) -> HookReport {
  let folder = try HookFolder(of: Project.open(context))
  var items: [HookReport.Item] = []
  for hook in HookFolder.hooks {
    let isOurs = try folder.isOurs(hook)
    let runs = (isOurs ? [folder.before(hook)] : []) + [folder.file(hook)]
    items.append(
      .init(
        hook: hook, runs: runs.filter(exists), isOurs: isOurs,
        isExecutable: isExecutable(folder.file(hook))))
  }
  return HookReport(folder: folder.path, hooks: items)
}
