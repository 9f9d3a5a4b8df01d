import CCrypto
import Formats
import Release

/// An SSH public key as libcrypto holds it.
struct VerificationKey: ~Copyable {
  private let handle: Handle

  /// The smallest RSA modulus that is taken, in bits.
  static let minimumModulusBitCount = 2048

  /// Numbers that are no key, an RSA key that is too short and another type are `.badData`.
  init(_ key: SSHPublicKey) throws(Problem) {
    switch key.material {
    case .ed25519(let point):
      handle = try Handle(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, point, point.count),
        freedBy: { EVP_PKEY_free($0) }, orElse: Self.invalid(key))
    case .ecdsa(let curve, let point):
      var parameters = KeyParameters()
      parameters.add(OSSL_PKEY_PARAM_GROUP_NAME, text: curve.group)
      parameters.add(OSSL_PKEY_PARAM_PUB_KEY, bytes: point)
      handle = try parameters.key(ofType: "EC", orElse: Self.invalid(key))
    case .rsa(let exponent, let modulus):
      let bitCount = modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
      guard bitCount >= Self.minimumModulusBitCount else {
        throw Problem(
          .badData,
          "an RSA key of \(bitCount) bits is too short; \(Self.minimumModulusBitCount) are needed")
      }
      var parameters = KeyParameters()
      parameters.add(OSSL_PKEY_PARAM_RSA_N, number: modulus)
      parameters.add(OSSL_PKEY_PARAM_RSA_E, number: exponent)
      handle = try parameters.key(ofType: "RSA", orElse: Self.invalid(key))
    case .unsupported(let type):
      throw Problem(.badData, "signatures by keys of type \(quoted(type)) cannot be checked")
    }
  }

  /// Whether `signature` is the key's over `message`; `hash` is nil where the algorithm has its
  /// own.
  func accepts(
    _ signature: [UInt8], over message: [UInt8], hashedBy hash: OpaquePointer?
  ) throws(Problem) -> Bool {
    let context = try Handle(EVP_MD_CTX_new(), freedBy: { EVP_MD_CTX_free($0) })
    defer { ERR_clear_error() }
    guard EVP_DigestVerifyInit(context.pointer, nil, hash, nil, handle.pointer) == 1 else {
      throw .libcrypto("cannot check this kind of signature")
    }
    return EVP_DigestVerify(
      context.pointer, signature, signature.count, message, message.count) == 1
  }

  private static func invalid(_ key: SSHPublicKey) -> Problem {
    Problem(.badData, "the numbers of a key \(quoted(key.type)) are no such key")
  }
}

extension SSHPublicKey.Curve {
  /// The curve's name in libcrypto.
  fileprivate var group: String {
    switch self {
    case .nistp256: "P-256"
    case .nistp384: "P-384"
    case .nistp521: "P-521"
    }
  }
}
