import CCrypto
import Release

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
public struct Hasher256: ~Copyable {
  private let context: Handle

  /// A libcrypto that cannot start is a `.bug`.
  public init() throws(Problem) {
    let context = try Handle(EVP_MD_CTX_new(), freedBy: { EVP_MD_CTX_free($0) })
    guard EVP_DigestInit_ex(context.pointer, EVP_sha256(), nil) == 1 else {
      throw .libcrypto("has no SHA-256")
    }
    self.context = context
  }

  public mutating func update(_ bytes: [UInt8]) throws(Problem) {
    try update(bytes.span.bytes)
  }

  public mutating func update(_ bytes: RawSpan) throws(Problem) {
    let context = context.pointer
    let done = bytes.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    guard done == 1 else { throw .libcrypto("could not go on with SHA-256") }
  }

  public consuming func finish() throws(Problem) -> Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    guard EVP_DigestFinal_ex(context.pointer, &bytes, nil) == 1, let digest = Digest(bytes: bytes)
    else { throw .libcrypto("could not finish SHA-256") }
    return digest
  }
}
