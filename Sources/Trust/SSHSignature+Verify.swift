import CCrypto
import Formats
import Release

/// Checks a signature over a message, in-process and as `ssh-keygen -Y verify` does.
///
/// A signature for another namespace, by a weak or unsupported key, or that is not the key's over
/// these bytes, is `.badData`. Whose key it is, is another question: `signer(of:among:at:)`.
public func verify(
  _ signature: SSHSignature, over message: [UInt8], namespace: String
) throws(Problem) {
  guard signature.namespace.utf8.elementsEqual(namespace.utf8) else {
    throw Problem(
      .badData, "a signature for \(quoted(signature.namespace)) is none for \(quoted(namespace))")
  }
  let key = try VerificationKey(signature.key)
  let signed = try signedBytes(of: signature, over: message)
  let isValid =
    switch (signature.proof, signature.key.material) {
    case (.ed25519(let proof), _):
      try key.accepts(proof, over: signed, hashedBy: nil)
    case (.ecdsa(let r, let s), .ecdsa(let curve, _)):
      try key.accepts(der(sequenceOf: [r, s]), over: signed, hashedBy: curve.hash)
    case (.rsa(let hash, let proof), .rsa(_, let modulus)):
      try key.accepts(
        padded(proof, to: modulus.count), over: signed, hashedBy: hash.algorithm)
    default: false
    }
  guard isValid else {
    throw Problem(.badData, "the signature by \(try signature.key.fingerprint) is not valid")
  }
}

/// What the key signed; a security key signs digests with its flags and counter between them
/// (OpenSSH PROTOCOL.u2f).
private func signedBytes(
  of signature: SSHSignature, over message: [UInt8]
) throws(Problem) -> [UInt8] {
  let bytes = signature.signedBytes(forDigest: try signature.hash.digest(of: message))
  guard let application = signature.key.application else { return bytes }
  let hash = SSHSignature.Hash.sha256
  return try hash.digest(of: application) + signature.touch + hash.digest(of: bytes)
}

extension SSHPublicKey.Curve {
  /// The hash of RFC 5656 §6.2.1: as strong as the curve.
  fileprivate var hash: OpaquePointer? {
    switch self {
    case .nistp256: EVP_sha256()
    case .nistp384: EVP_sha384()
    case .nistp521: EVP_sha512()
    }
  }
}

/// RFC 8332 lets a signature go without its leading zeros; libcrypto does not.
private func padded(_ proof: [UInt8], to count: Int) -> [UInt8] {
  [UInt8](repeating: 0, count: max(0, count - proof.count)) + proof
}

/// The DER form of a sequence of positive integers, which libcrypto wants for ECDSA.
private func der(sequenceOf magnitudes: [[UInt8]]) -> [UInt8] {
  let integers = magnitudes.flatMap { magnitude in
    der(tag: 0x02, (magnitude.first ?? 0) < 0x80 ? magnitude : [0] + magnitude)
  }
  return der(tag: 0x30, integers)
}

/// Lengths to 65,535 bytes, which the largest SSH signature stays below.
private func der(tag: UInt8, _ content: [UInt8]) -> [UInt8] {
  let count = content.count
  let length: [UInt8] =
    switch count {
    case ..<0x80: [UInt8(count)]
    case ..<0x100: [0x81, UInt8(count)]
    default: [0x82, UInt8(count >> 8), UInt8(truncatingIfNeeded: count)]
    }
  return [tag] + length + content
}
