import Records
import Git
import Platform
import Release

extension Project {
  /// What this clone lacks, and what in it git would see otherwise.
  func cloneFindings() throws(Problem) -> [Finding] {
    var result: [Finding] = []
    if repository.isShallow {
      result.append(
        Finding(
          severity: .error, check: .clone,
          detail: "this clone is shallow: its history ends where the clone was cut",
          hint: "git fetch --unshallow --tags"))
    }
    for remote in try repository.promisors() {
      result.append(
        Finding(
          severity: .info, check: .clone,
          detail: "this is a partial clone: notes need no more, building a package needs the files",
          hint: "git fetch --refetch --no-filter \(remote)"))
    }
    if try !repository.references(prefix: "refs/replace/").isEmpty {
      result.append(
        Finding(
          severity: .info, check: .clone,
          detail: "refs/replace is there; relman reads the objects as they are",
          hint: "git replace --list"))
    }
    if exists(repository.commonDirectory + "/info/grafts") {
      result.append(
        Finding(
          severity: .warning, check: .clone,
          detail: "there are grafts, so git shows another history than other clones have; "
            + "relman reads the commits as they are", hint: "git replace --convert-graft-file"))
    }
    return result
  }

  /// Ref files that hold no id.
  func refFindings() throws(Problem) -> [Finding] {
    try repository.brokenReferences(in: "refs").map { name in
      Finding(
        severity: .error, check: .refs,
        detail: "the file of the ref \(quoted(name)) holds no object id", hint: "git fsck")
    }
  }
}
