import CGit2
import Release

extension Repository {
  /// Which files at or below these paths of the work tree differ from HEAD, staged or not, new ones
  /// included, ignored ones not. Sorted by bytes. No path at all asks about the whole work tree.
  public func modifiedPaths(under paths: [String] = []) throws(Problem) -> [String] {
    guard workTree != nil else { return [] }
    let list = try statusList(paths)
    var result: Set<[UInt8]> = []
    for position in 0..<git_status_list_entrycount(list.pointer) {
      guard let entry = git_status_byindex(list.pointer, position)?.pointee else { continue }
      for delta in [entry.head_to_index, entry.index_to_workdir] {
        guard let path = delta?.pointee.new_file.path ?? delta?.pointee.old_file.path else {
          continue
        }
        result.insert(Array(String(cString: path).utf8))
      }
    }
    return result.sorted { $0.lexicographicallyPrecedes($1) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private func statusList(_ paths: [String]) throws(Problem) -> Handle {
    var options = git_status_options()
    try check(
      git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION)), "ask for the status")
    options.flags =
      GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH.rawValue
    let strings = CStrings(paths)
    options.pathspec = strings.array
    return try Handle("compare the work tree with HEAD", release: git_status_list_free) {
      git_status_list_new(&$0, pointer, &options)
    }
  }
}
