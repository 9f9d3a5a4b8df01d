import Records
import Git
import Platform
import Release

/// What `relman hooks install` and `uninstall` did to one hook.
public struct HookChange: Encodable, Sendable {
  public var hook: String
  public var path: String
  /// `installed`, `unchanged`, `removed`, `absent`.
  public var state: String
  /// Whether a hook that stood there before is kept and runs first.
  public var keepsEarlier: Bool
}

public struct HookChanges: Encodable, Sendable {
  public var hooks: [HookChange]
}

/// Installs the client's hooks. What stood there before is kept beside them and still runs, first;
/// installing twice changes nothing.
public func installHooks(
  _ context: CommandContext, relmanFolder: String, dryRun: Bool = false
) throws(Problem) -> HookChanges {
  try installHooks(Project.open(context), relmanFolder: relmanFolder, dryRun: dryRun)
}

/// - Parameter relmanFolder: the folder of the running program, where the stubs look for it after
///   PATH.
func installHooks(
  _ project: Project, relmanFolder: String, dryRun: Bool
) throws(Problem) -> HookChanges {
  let folder = try HookFolder(of: project)
  let quotedFolder = relmanFolder.split(separator: "'", omittingEmptySubsequences: false)
    .joined(separator: "'\\''")
  let stub = String(decoding: PackageResources.stub, as: UTF8.self)
    .split(separator: "@FOLDER@", omittingEmptySubsequences: false).joined(separator: quotedFolder)
  var changes: [HookChange] = []
  for hook in HookFolder.hooks {
    let state = try install(hook, stub: Array(stub.utf8), in: folder, dryRun: dryRun)
    changes.append(
      HookChange(
        hook: hook, path: folder.file(hook), state: state,
        keepsEarlier: exists(folder.before(hook))))
  }
  return HookChanges(hooks: changes)
}

private func install(
  _ hook: String, stub: [UInt8], in folder: HookFolder, dryRun: Bool
) throws(Problem) -> String {
  let file = folder.file(hook)
  let present = try readFile(file)
  if present == stub { return "unchanged" }
  if dryRun { return "installed" }
  if present != nil, try !folder.isOurs(hook) {
    guard !exists(folder.before(hook)) else {
      throw Problem(
        .inputOutput, "\(quoted(folder.before(hook))) is in the way",
        hint: "mv \(folder.before(hook)) \(hook).old")
    }
    try move(file, to: folder.before(hook))
  }
  try writeFile(file, stub, .exactly(0o755))
  return "installed"
}

/// Removes the hooks and puts back what stood there before, leaving no trace.
public func uninstallHooks(
  _ context: CommandContext, dryRun: Bool = false
) throws(Problem) -> HookChanges {
  let folder = try HookFolder(of: Project.open(context))
  var changes: [HookChange] = []
  for hook in HookFolder.hooks {
    let isOurs = try folder.isOurs(hook)
    let hasEarlier = exists(folder.before(hook))
    if isOurs, !dryRun {
      if hasEarlier {
        try move(folder.before(hook), to: folder.file(hook))
      } else {
        try removeFile(folder.file(hook))
      }
    }
    changes.append(
      HookChange(
        hook: hook, path: folder.file(hook), state: isOurs ? "removed" : "absent",
        keepsEarlier: hasEarlier))
  }
  return HookChanges(hooks: changes)
}
