import Git
import Records
import Release

/// What was fetched before something is decided on it.
struct FreshRecords {
  /// The project with them.
  let project: Project
  /// Where records must be known first; nil where there is no remote, or one may do without.
  let remote: Remote?

  /// Exchanges policy, statements, packages and ledgers with the remote.
  ///
  /// - Parameters:
  ///   - isOffline: the person asks to do without, and the environment allows it.
  ///   - mended: as `exchangeRecords` has it.
  /// - Throws: `.unreachable` where the remote does not answer, `.tryAgain` where a ledger went on
  ///   here and there: neither is decided on.
  init(
    _ context: CommandContext, isOffline: Bool, mending mended: String? = nil
  ) async throws(Problem) {
    let project = try Project.open(context)
    guard !isOffline, let remote = try project.recordsRemote() else {
      (self.project, remote) = (project, nil)
      return
    }
    self.remote = remote
    do throws(Problem) {
      self.project = try await exchangeRecords(with: remote, project, mending: mended)
    } catch {
      guard error.kind == .unreachable else { throw error }
      throw Problem(
        .unreachable,
        "\(error.message); what was approved, vetoed and deployed meanwhile is not known",
        hint: error.hint)
    }
  }
}

extension Project {
  /// `origin`, or the only remote; nil where there is none.
  ///
  /// - Throws: `.usage` where there are several and none is `origin`.
  func recordsRemote() throws(Problem) -> Remote? {
    let names = try repository.remotes()
    guard let first = names.first else { return nil }
    guard names.count == 1 || names.contains("origin") else {
      throw Problem(
        .configuration,
        "which remote keeps the records? There is no origin among "
          + names.joined(separator: ", "), hint: "git remote rename \(first) origin")
    }
    return Remote(name: names.contains("origin") ? "origin" : first, store: store)
  }
}
