import Records
import Git
import Release

extension Project {
  /// Settings of remotes that would overwrite notes and ledgers, or leave them behind.
  func remoteFindings() throws(Problem) -> [Finding] {
    var result: [Finding] = []
    for remote in try repository.remotes() {
      result += try destroyingFetches(remote) + destroyingPushes(remote)
      if isConfigured { result += try missingRefspecs(remote) }
    }
    return result
  }

  private func destroyingFetches(_ remote: String) throws(Problem) -> [Finding] {
    let key = "remote.\(remote).fetch"
    return try repository.configurationValues(key).filter { isForced($0) && reachesOurs($0) }.map {
      Finding(
        severity: .error, check: .remotes,
        detail: "\(quoted($0)) of \(quoted(remote)) overwrites notes and ledgers at every fetch",
        hint: "git config --unset-all \(escaped(key)) \("^" + patternQuoted($0) + "$")"
      )
    }
  }

  private func destroyingPushes(_ remote: String) throws(Problem) -> [Finding] {
    var result: [Finding] = []
    if try repository.configuration("remote.\(remote).mirror") == "true", !repository.isBare {
      result.append(
        Finding(
          severity: .error, check: .remotes,
          detail:
            "\(quoted(remote)) is a push mirror: a push deletes what this clone does not have",
          hint: "git config --unset remote.\(escaped(remote)).mirror"))
    }
    let key = "remote.\(remote).push"
    result += try repository.configurationValues(key).filter { isForced($0) && reachesOurs($0) }
      .map {
        Finding(
          severity: .error, check: .remotes,
          detail: "\(quoted($0)) of \(quoted(remote)) overwrites the remote's notes and ledgers",
          hint: "git config --unset-all \(escaped(key)) \("^" + patternQuoted($0) + "$")")
      }
    return result
  }

  private func missingRefspecs(_ remote: String) throws(Problem) -> [Finding] {
    let present = try repository.configurationValues("remote.\(remote).fetch")
    return Remote.refspecs(remote).filter { !present.contains($0) }.map {
      Finding(
        severity: .warning, check: .remotes,
        detail: "git fetch \(escaped(remote)) does not bring what relman keeps",
        hint: "git config --add remote.\(escaped(remote)).fetch \($0)")
    }
  }

  /// Ledgers that went on here and at a remote.
  func ledgerFindings() throws(Problem) -> [Finding] {
    var result: [Finding] = []
    for remote in try repository.remotes() {
      let tracking = Remote.tracking(remote)
      for theirs in try repository.references(prefix: tracking + "relman/deployments/") {
        let name = "refs/" + theirs.name.dropFirst(tracking.count)
        guard let ours = store.snapshot[name], ours != theirs.target,
          try !repository.isAncestor(ours, of: theirs.target),
          try !repository.isAncestor(theirs.target, of: ours)
        else { continue }
        result.append(
          Finding(
            severity: .error, check: .ledgers,
            detail: "\(quoted(name)) went on here and at \(quoted(remote)): two deployments of one "
              + "environment did not know of each other",
            hint: "git log --oneline \(name)...\(theirs.name)"))
      }
    }
    return result
  }
}

private func isForced(_ refspec: String) -> Bool { refspec.hasPrefix("+") }

/// Whether what a refspec writes takes in notes or what relman keeps.
private func reachesOurs(_ refspec: String) -> Bool {
  let sides = refspec.drop { $0 == "+" }.split(separator: ":", maxSplits: 1)
  guard let target = sides.last else { return false }
  let start = target.prefix { $0 != "*" }
  return ["refs/notes/relman/", "refs/relman/"].contains { ours in
    ours.hasPrefix(start) && target.contains("*") || start.hasPrefix(ours)
  }
}

private func patternQuoted(_ text: String) -> String {
  text.reduce(into: "") { result, character in
    if "\\.[]{}()*+?^$|".contains(character) { result.append("\\") }
    result.append(character)
  }
}
