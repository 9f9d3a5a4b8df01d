import CCrypto
import Release

/// A pointer that libcrypto gave, freed when its owner goes.
struct Handle: ~Copyable {
  let pointer: OpaquePointer
  private let free: (OpaquePointer) -> Void

  /// Nil, by which libcrypto says that it could not allocate or take the input, is a problem.
  init(
    _ pointer: OpaquePointer?, freedBy free: @escaping (OpaquePointer) -> Void,
    orElse problem: Problem = .libcrypto("has no memory")
  ) throws(Problem) {
    guard let pointer else {
      ERR_clear_error()
      throw problem
    }
    self.pointer = pointer
    self.free = free
  }

  deinit { free(pointer) }
}

extension Problem {
  /// A failure of libcrypto that no input explains.
  static func libcrypto(_ what: String) -> Problem { Problem(.bug, "libcrypto \(what)") }
}
