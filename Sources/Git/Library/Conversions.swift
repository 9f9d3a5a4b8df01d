import CGit2
import Glibc
import Release

extension ObjectID {
  init(_ oid: git_oid) {
    self =
      withUnsafeBytes(of: oid.id) { ObjectID(bytes: $0.bindMemory(to: UInt8.self).span) } ?? .zero
  }

  var oid: git_oid {
    var result = git_oid()
    withUnsafeMutableBytes(of: &result.id) { store(in: $0) }
    return result
  }
}

/// The strings that libgit2 allocated for us; frees them.
func taken(_ array: inout git_strarray) -> [String] {
  defer { git_strarray_dispose(&array) }
  return (0..<array.count).compactMap { array.strings[$0].map { String(cString: $0) } }
}

/// Text as a C string ends at the first NUL, so a name that has one would name something else.
func isCString(_ text: String) -> Bool { !text.utf8.contains(0) }

/// Order by UTF-8 bytes; `String` itself compares by Unicode's canonical forms.
public func precedesByBytes(_ one: String, _ other: String) -> Bool {
  one.utf8.lexicographicallyPrecedes(other.utf8)
}

/// Strings as libgit2 takes them, for as long as this lives.
struct CStrings: ~Copyable {
  let array: git_strarray

  init(_ strings: [String]) {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: strings.count)
    for (position, string) in strings.enumerated() {
      (pointers + position).initialize(to: strdup(string))
    }
    array = git_strarray(strings: pointers, count: strings.count)
  }

  deinit {
    for position in 0..<array.count { free(array.strings[position]) }
    array.strings.deallocate()
  }
}
