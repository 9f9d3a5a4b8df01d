import Release

extension SQLiteDatabase {
  /// The absolute path that a target's `sqlite:path` means.
  ///
  /// - Throws: `.configuration` for another scheme or no path.
  public static func path(of target: Target, topFolder: String) throws(Problem) -> String {
    let scheme = "sqlite:"
    guard target.url.hasPrefix(scheme) else {
      throw Problem(
        .configuration,
        "target \(quoted(target.name)): \(quoted(target.url)) is not sqlite:path")
    }
    let path = String(target.url.dropFirst(scheme.count))
    if let why = path.isEmpty ? "has no path" : path.utf8.contains(0) ? "has a NUL byte" : nil {
      throw Problem(.configuration, "target \(quoted(target.name)): \(quoted(target.url)) \(why)")
    }
    return path.hasPrefix("/") ? path : "\(topFolder)/\(path)"
  }
}
