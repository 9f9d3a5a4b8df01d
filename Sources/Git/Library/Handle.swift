import CGit2
import Release

/// One object of libgit2, freed when it goes out of scope.
struct Handle: ~Copyable {
  typealias Release = (OpaquePointer?) -> Void

  let pointer: OpaquePointer
  private let release: Release

  /// Opens what must be there.
  init(
    _ action: @autoclosure () -> String, release: @escaping Release,
    _ open: (inout OpaquePointer?) -> Int32
  ) throws(Problem) {
    var opened: OpaquePointer?
    let status = open(&opened)
    guard status >= 0, let opened else { throw Library.failure(status, action()) }
    pointer = opened
    self.release = release
  }

  /// Opens what may be absent.
  static func find(
    _ action: @autoclosure () -> String, release: @escaping Release,
    _ open: (inout OpaquePointer?) -> Int32
  ) throws(Problem) -> Handle? {
    var status: Int32 = 0
    do throws(Problem) {
      return try Handle(action(), release: release) { pointer in
        status = open(&pointer)
        return status
      }
    } catch {
      if isNotFound(status) { return nil }
      throw error
    }
  }

  deinit { release(pointer) }
}
