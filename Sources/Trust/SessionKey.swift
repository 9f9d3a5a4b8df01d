import CCrypto
import Formats
import Release

/// An Ed25519 key that one command makes and never writes down: its records are signed by it once a
/// person has signed, with their own key, that it speaks for them. So a security key is touched
/// once, and not for each record.
public final class SessionKey {
  public let publicKey: SSHPublicKey
  private let handle: Handle

  public init() throws(Problem) {
    let seed = try randomBytes(32)
    handle = try Handle(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count),
      freedBy: { EVP_PKEY_free($0) })
    var point = [UInt8](repeating: 0, count: 32)
    var count = point.count
    guard EVP_PKEY_get_raw_public_key(handle.pointer, &point, &count) == 1, count == 32 else {
      throw .libcrypto("gives no public key")
    }
    publicKey = try SSHPublicKey(ed25519: point)
  }

  /// The payload in an envelope, signed as `ssh-keygen -Y sign` would with this key.
  public func sign(_ payload: [UInt8]) throws(Problem) -> Envelope {
    var envelope = Envelope(payload: payload)
    let hash = SSHSignature.Hash.sha512
    let signed = SSHSignature.signedBytes(
      forDigest: try hash.digest(of: envelope.preAuthenticationEncoding), by: hash,
      namespace: signatureNamespace)
    let blob = SSHSignature.blob(
      by: publicKey, ed25519: try signature(over: signed), hash: hash,
      namespace: signatureNamespace)
    envelope.signatures = [.init(keyID: try publicKey.fingerprint, signature: blob)]
    return envelope
  }

  private func signature(over message: [UInt8]) throws(Problem) -> [UInt8] {
    let context = try Handle(EVP_MD_CTX_new(), freedBy: { EVP_MD_CTX_free($0) })
    var signature = [UInt8](repeating: 0, count: 64)
    var count = signature.count
    guard EVP_DigestSignInit(context.pointer, nil, nil, nil, handle.pointer) == 1,
      EVP_DigestSign(context.pointer, &signature, &count, message, message.count) == 1, count == 64
    else { throw .libcrypto("could not sign") }
    return signature
  }
}
