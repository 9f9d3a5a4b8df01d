import CGit2
import Release

/// An object's bytes as the database holds them, inflated and checked against their id.
struct RawObject: ~Copyable {
  private let handle: Handle

  init(_ handle: consuming Handle) { self.handle = handle }

  var kind: git_object_t { git_odb_object_type(handle.pointer) }

  func withBytes<Result>(
    _ body: (Span<UInt8>) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    let count = git_odb_object_size(handle.pointer)
    let start = git_odb_object_data(handle.pointer)
    let bytes = UnsafeRawBufferPointer(start: start, count: count)
    return try body(bytes.bindMemory(to: UInt8.self).span)
  }
}
