import Git
import Records
import Release

/// What was fetched before something is decided on it.
struct FreshRecords {
  /// Where records must be known first; nil where there is no remote, or one may do without.
  let remote: Remote?

  /// Brings policy, statements, packages and ledgers up to the remote's.
  ///
  /// - Parameters:
  ///   - isOffline: the person asks to do without, and the environment allows it.
  ///   - mended: as `receiveRecords` has it.
  /// - Throws: `.unreachable` where the remote does not answer, `.tryAgain` where a ledger went on
  ///   here and there: neither is decided on.
  init(
    of project: Project, isOffline: Bool, mending mended: String? = nil
  ) async throws(Problem) {
    guard !isOffline, let remote = try project.recordsRemote() else {
      remote = nil
      return
    }
    self.remote = remote
    do throws(Problem) {
      try await receiveRecords(from: remote, project, mending: mended)
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
