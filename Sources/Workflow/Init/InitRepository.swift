import Records
import Formats
import Git
import Release
import Trust

/// Sets a repository up for releases: `.relman/`, policy version 1 signed and pinned, hooks and
/// refspecs. Nothing that is there is overwritten.
///
/// - Throws: `.notFound` when there is no key to sign with, `.configuration` in a bare repository.
public func initRepository(
  _ request: InitRequest, _ context: CommandContext
) async throws(Problem) -> InitResult {
  for name in request.environments + request.databases where !isName(name) {
    throw Problem(
      .usage, "\(quoted(name)) is no name for an environment or a database: \(nameRule)")
  }
  let repository = try Repository.open(at: context.folder)
  guard let top = repository.workTree else {
    throw Problem(
      .configuration, "a bare repository has no work tree to keep .relman/ in",
      hint: "git clone \(repository.gitDirectory)")
  }
  let key = try SigningKey.find(request.key, in: repository, context)
  let starter = try Starter(request, repository, key)
  let files = try starter.write(to: top, isDryRun: request.isDryRun)
  var result = InitResult(
    person: starter.person, repository: starter.repositoryID, files: files, hooks: [], refspecs: [])
  if !request.isDryRun {
    result.policy = try await firstPolicy(Project.open(context), key)
    result.refspecs = try Remote.addRefspecs(to: repository)
  }
  let project = try Project.open(context)
  result.hooks = try hooks(project, request)
  return result
}

/// The hooks, or a warning where they cannot be installed: they must not keep a repository from
/// being set up.
private func hooks(_ project: Project, _ request: InitRequest) throws(Problem) -> [HookChange] {
  do {
    return try installHooks(
      project, relmanFolder: request.relmanFolder, dryRun: request.isDryRun
    ).hooks
  } catch {
    guard error.kind == .configuration else { throw error }
    project.context.say("warning: \(error.message)")
    if let hint = error.hint { project.context.say("hint: \(hint)") }
    return []
  }
}

/// Signs and pins version 1; nil when there is a policy already.
private func firstPolicy(_ project: Project, _ key: SigningKey) async throws(Problem) -> Digest? {
  guard project.store.snapshot[RefName.policy] == nil else { return nil }
  let snapshot = try PolicySnapshot(proposedIn: project)
  try requireOwner(key, by: snapshot)
  let signed = try await PolicyDraft(snapshot, after: nil).signed(with: key, project.store)
  try TrustStore(project.store).found(signed)
  var transaction = Transaction(project.store)
  try signed.add(to: &transaction)
  try transaction.commit()
  return signed.digest
}

/// - Throws: `.refused` for somebody whom the policy that is there already does not name as an
///   owner: a first version of theirs would count for nobody, and stand in the way of the real one.
private func requireOwner(_ key: SigningKey, by snapshot: PolicySnapshot) throws(Problem) {
  let owners = try snapshot.policy().owners.people
  let names = try snapshot.signers().filter { $0.key == key.publicKey }.map(\.person)
  guard !names.contains(where: owners.contains) else { return }
  throw Problem(
    .refused,
    ".relman/policy.yaml is here already, and \(quoted(key.path)) is the key of none of its "
      + "owners, " + owners.joined(separator: ", ")
      + ": the policy comes from whoever set the repository up",
    hint: "relman sync")
}
