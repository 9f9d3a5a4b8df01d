import CGit2
import Release

extension Repository {
  /// What a ref points at, a symbolic one followed; nil when there is no such ref.
  public func reference(_ name: String) throws(Problem) -> ObjectID? {
    guard isValidReference(name) else { return nil }
    var oid = git_oid()
    let status = git_reference_name_to_id(&oid, pointer, name)
    if isNotFound(status) {
      git_error_clear()
      return nil
    }
    try check(status, "read the ref \(quoted(name))")
    return ObjectID(oid)
  }

  /// All refs whose full name starts with `prefix`, sorted by bytes; a symbolic ref that leads
  /// nowhere is left out.
  public func references(
    prefix: String
  ) throws(Problem) -> [(name: String, target: ObjectID)] {
    try refs(prefix: prefix).map { ($0.name, $0.target) }
  }

  /// A ref as it is filed.
  struct Ref {
    let name: String
    let target: ObjectID
    /// What a tag names in the end, where the file of packed refs says it.
    let peeled: ObjectID?
  }

  /// - Parameter prefix: none of its characters has a meaning in a pattern.
  func refs(prefix: String) throws(Problem) -> [Ref] {
    let iterator = try Handle("list the refs", release: git_reference_iterator_free) {
      git_reference_iterator_glob_new(&$0, pointer, prefix + "*")
    }
    var result: [Ref] = []
    while let reference = try next(iterator.pointer) {
      let name = String(cString: git_reference_name(reference.pointer))
      let peeled = git_reference_target_peel(reference.pointer).map { ObjectID($0.pointee) }
      if let target = git_reference_target(reference.pointer) {
        result.append(Ref(name: name, target: ObjectID(target.pointee), peeled: peeled))
      } else if let target = try self.reference(name) {
        result.append(Ref(name: name, target: target, peeled: nil))
      }
    }
    return result.sorted { precedesByBytes($0.name, $1.name) }
  }

  private func next(_ iterator: OpaquePointer) throws(Problem) -> Handle? {
    var reference: OpaquePointer?
    let status = git_reference_next(&reference, iterator)
    if git_error_code(status) == GIT_ITEROVER {
      git_error_clear()
      return nil
    }
    return try Handle("list the refs", release: git_reference_free) {
      $0 = reference
      return status
    }
  }
}

func isValidReference(_ name: String) -> Bool {
  var valid: Int32 = 0
  return isCString(name) && git_reference_name_is_valid(&valid, name) == 0 && valid == 1
}
