import CCrypto
import Release

/// Bytes from the system's randomness through libcrypto, for nonces and ids.
public func randomBytes(_ count: Int) throws(Problem) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: count)
  guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw .libcrypto("has no randomness") }
  return bytes
}
