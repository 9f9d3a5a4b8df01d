import CGit2

// `safe.directory = *` says that repositories of every owner are safe. libgit2 1.5 knows folders
// alone, so it is asked not to look at owners any more.

/// Whether a repository was not opened for want of a `safe.directory`.
func isOwnersProblem(_ status: Int32) -> Bool {
  if git_error_code(status) == GIT_EOWNER { return true }
  // What libgit2 1.5 did not find then is `safe.directory`.
  return isNotFound(status) && git_error_last()?.pointee.klass == Int32(GIT_ERROR_CONFIG.rawValue)
}

extension Library {
  /// From here on, where the person's or the system's configuration trusts every owner.
  static func trustEveryOwnerWhereAsked() {
    if everyOwnerIsTrusted() { _ = git_validate_owners(0) }
  }

  private static func everyOwnerIsTrusted() -> Bool {
    var configuration: OpaquePointer?
    defer { git_config_free(configuration) }
    guard git_config_open_default(&configuration) == 0 else { return false }
    var iterator: OpaquePointer?
    defer { git_config_iterator_free(iterator) }
    guard
      git_config_multivar_iterator_new(&iterator, configuration, "safe.directory", nil) == 0
    else { return false }
    var isEverySafe = false
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, iterator) == 0, let entry {
      let value = entry.pointee.value.map { String(cString: $0) } ?? ""
      // git-config(1): an empty value takes back those before it.
      if value == "*" || value.isEmpty { isEverySafe = value == "*" }
    }
    return isEverySafe
  }
}
