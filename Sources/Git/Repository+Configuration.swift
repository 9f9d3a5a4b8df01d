import CGit2
import Release

extension Repository {
  /// The value that git takes for `key`, all its files considered; nil when none sets it.
  public func configuration(_ key: String) throws(Problem) -> String? {
    try configurationValues(key).last
  }

  /// All values of a key that may have several, in git's order.
  public func configurationValues(_ key: String) throws(Problem) -> [String] {
    let file = try configurationFiles()
    return try values(of: key, in: file.pointer)
  }

  /// Sets `key` in the repository's own file, in place of any value there.
  public func setConfiguration(_ key: String, _ value: String) throws(Problem) {
    let file = try localConfiguration()
    try requireText(key, value)
    try check(git_config_set_string(file.pointer, key, value), "set \(quoted(key))")
  }

  /// Adds a value to the repository's own file unless it is there.
  public func addConfiguration(_ key: String, _ value: String) throws(Problem) {
    let file = try localConfiguration()
    try requireText(key, value)
    guard try !values(of: key, in: file.pointer).contains(value) else { return }
    // The pattern matches no value, so none is replaced.
    try check(
      git_config_set_multivar(file.pointer, key, "^$never", value), "add to \(quoted(key))")
  }

  /// Removes a value from the repository's own file; harmless when it is not there.
  public func removeConfiguration(_ key: String, _ value: String) throws(Problem) {
    let file = try localConfiguration()
    try requireText(key, value)
    guard try values(of: key, in: file.pointer).contains(value) else { return }
    try check(
      git_config_delete_multivar(file.pointer, key, "^\(escapedForPattern(value))$"),
      "remove from \(quoted(key))")
  }

  private func configurationFiles() throws(Problem) -> Handle {
    try Handle("read the configuration", release: git_config_free) {
      git_repository_config(&$0, pointer)
    }
  }

  private func localConfiguration() throws(Problem) -> Handle {
    let files = try configurationFiles()
    return try Handle("open the repository's configuration", release: git_config_free) {
      git_config_open_level(&$0, files.pointer, GIT_CONFIG_LEVEL_LOCAL)
    }
  }

  private func values(of key: String, in file: OpaquePointer) throws(Problem) -> [String] {
    guard isCString(key) else { return [] }
    let iterator = try Handle.find("read \(quoted(key))", release: git_config_iterator_free) {
      git_config_multivar_iterator_new(&$0, file, key, nil)
    }
    guard let iterator else { return [] }
    var result: [String] = []
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, iterator.pointer) == 0, let value = entry?.pointee.value {
      result.append(String(cString: value))
    }
    git_error_clear()
    return result
  }

  private func requireText(_ key: String, _ value: String) throws(Problem) {
    guard isCString(key), isCString(value) else {
      throw Problem(.usage, "the setting \(quoted(key)) holds a NUL character")
    }
  }
}

private func escapedForPattern(_ text: String) -> String {
  text.reduce(into: "") { result, character in
    if "\\.[]{}()*+?^$|".contains(character) { result.append("\\") }
    result.append(character)
  }
}
