import Records
import Formats
import Git
import Platform
import Release
import Trust

/// The files that a repository begins with.
struct Starter {
  let person: String
  let repositoryID: String
  private let texts: [(path: String, text: String)]

  init(
    _ request: InitRequest, _ repository: Repository, _ key: SigningKey
  ) throws(Problem) {
    let (name, mail) = try repository.ident()
    let word = slug(name)
    person = word.isEmpty ? "owner" : word
    let fresh = try nonce()
    repositoryID = try Self.existingPolicy(in: repository)?.repository ?? fresh
    let policy = Policy(
      repository: repositoryID, people: [person: .init(mails: [mail])],
      roles: ["release-manager": [person]], owners: .init(people: [person]))
    let options = "namespaces=\"\(signatureNamespace)\""
    texts = Self.texts(
      request, repository, policy, signer: "\(person) \(options) \(key.publicKey.line)\n")
  }

  private static func existingPolicy(in repository: Repository) throws(Problem) -> Policy? {
    guard let top = repository.workTree,
      let bytes = try readFile("\(top)/.relman/\(PolicySnapshot.policyName)")
    else { return nil }
    return try Policy.parse(bytes, file: SourceFile(".relman/" + PolicySnapshot.policyName))
  }

  private static func texts(
    _ request: InitRequest, _ repository: Repository, _ policy: Policy, signer: String
  ) -> [(path: String, text: String)] {
    let top = repository.workTree ?? ""
    let folder = slug(top.split(separator: "/").last ?? "package")
    var texts = [
      (
        Project.configurationPath,
        configurationText(name: folder.isEmpty ? "package" : folder, databases: request.databases)
      ),
      (".relman/" + PolicySnapshot.policyName, policyText(policy)),
      (".relman/" + PolicySnapshot.signersName, signer),
    ]
    for (name, text) in modelTexts { texts.append((".relman/models/\(name).yaml", text)) }
    var before: String?
    for name in request.environments {
      let text = environmentText(name: name, after: before, databases: request.databases)
      texts.append((Project.manifestPath(name), text))
      before = name
    }
    return texts
  }

  /// Writes what is missing.
  func write(to top: String, isDryRun: Bool) throws(Problem) -> [InitResult.File] {
    var files: [InitResult.File] = []
    for (path, text) in texts {
      let isNew = !exists("\(top)/\(path)")
      if isNew, !isDryRun { try writeFile("\(top)/\(path)", Array(text.utf8)) }
      files.append(.init(path: path, isNew: isNew))
    }
    return files
  }
}
