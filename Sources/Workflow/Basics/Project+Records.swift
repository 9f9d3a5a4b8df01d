import Git
import Records
import Release

extension Project {
  var store: RecordStore { RecordStore(repository, context) }

  /// The rules in force.
  ///
  /// - Throws: `.notFound` when there is no policy, `.badData` when it is not the one to trust.
  func policy() throws(Problem) -> PolicyChain {
    let hasRemote = try !repository.remotes().isEmpty
    return try PolicyChain.read(
      store, hint: isConfigured && hasRemote ? "relman sync" : "relman init")
  }
}
