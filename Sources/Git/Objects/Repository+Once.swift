import CGit2
import Release

extension Repository {
  /// As `parsed`, for commits and tags that are read once: from the packs, and what they do not
  /// answer past libgit2's cache, which would keep a whole history; as git does it, without hashing
  /// what the pack's own checksum covers.
  func once<Value>(
    _ id: ObjectID, _ kind: git_object_t, _ parse: (Span<UInt8>) throws(Problem) -> Value?
  ) throws(Problem) -> Value {
    if let text = packReader.object(id, kind), let value = try parse(text.span) { return value }
    for backend in backends {
      var oid = id.oid
      var (data, size, found): (UnsafeMutableRawPointer?, Int, git_object_t) =
        (nil, 0, GIT_OBJECT_INVALID)
      guard backend.pointee.read(&data, &size, &found, backend, &oid) == 0 else { continue }
      defer { git_odb_backend_data_free(backend, data) }
      let text = UnsafeRawBufferPointer(start: data, count: size).bindMemory(to: UInt8.self).span
      guard found == kind, let value = try parse(text) else {
        throw unreadable(id, "it is not a well-formed \(name(of: kind))")
      }
      return value
    }
    git_error_clear()
    return try parsed(id, kind, parse)
  }

  /// Where libgit2 looks for objects, in its order.
  private var backends: [UnsafeMutablePointer<git_odb_backend>] {
    (0..<git_odb_num_backends(objects.pointer)).compactMap { place in
      var backend: UnsafeMutablePointer<git_odb_backend>?
      return git_odb_get_backend(&backend, objects.pointer, place) == 0 ? backend : nil
    }
  }
}
