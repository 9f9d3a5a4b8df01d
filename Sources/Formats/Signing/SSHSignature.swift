import Release

/// A signature over a file or message as `ssh-keygen -Y sign` makes it (OpenSSH PROTOCOL.sshsig).
public struct SSHSignature: Sendable {
  /// The digest of the message that is signed in its place.
  public enum Hash: String, Sendable {
    case sha256, sha512
  }

  /// What the key made, in the form of its algorithm.
  public enum Proof: Hashable, Sendable {
    /// The 64 bytes R, S of RFC 8032.
    case ed25519([UInt8])
    /// Big-endian magnitudes without leading zeros; hashed as RFC 5656 §6.2.1 tells by the curve.
    case ecdsa(r: [UInt8], s: [UInt8])
    /// PKCS #1 v1.5 (RFC 8332), with the hash that its algorithm names.
    case rsa(Hash, [UInt8])
  }

  /// Enough for a signature by an RSA key of 16,384 bits, OpenSSH's largest.
  public static let maximumByteCount = 8192

  public let key: SSHPublicKey
  public let namespace: String
  public let hash: Hash
  public let proof: Proof
  /// The flags and the counter of a security key, five bytes that it signed too; else none.
  public let touch: [UInt8]

  /// From the raw blob; another version, a weak algorithm, bytes missing or left are `.badData`.
  public init(blob: [UInt8]) throws(Problem) {
    let what = "an SSH signature"
    guard blob.count <= Self.maximumByteCount else {
      throw Problem(.badData, "\(what) is larger than \(Self.maximumByteCount) bytes")
    }
    var reader = SSHReader(blob, what: what)
    guard try reader.bytes(Self.magic.count) == Self.magic else {
      throw Problem(.badData, "not an SSH signature: it does not open with SSHSIG")
    }
    let version = try reader.number()
    guard version <= 1 else { throw Problem(.badData, "\(what) has unknown version \(version)") }
    key = try SSHPublicKey(blob: try reader.string())
    namespace = try reader.name()
    _ = try reader.string()
    let hashName = try reader.name()
    guard let hash = Hash(rawValue: hashName) else {
      throw Problem(.badData, "\(what) has unknown hash \(quoted(hashName))")
    }
    self.hash = hash
    var inner = SSHReader(try reader.string(), what: "the inner part of an SSH signature")
    proof = try Self.proof(from: &inner, by: key)
    touch = try inner.bytes(key.application == nil ? 0 : 5)
    try inner.finish()
    try reader.finish()
  }

  /// What was signed for a message with this digest by `hash`; a security key signs it in the form
  /// of PROTOCOL.u2f.
  public func signedBytes(forDigest digest: [UInt8]) -> [UInt8] {
    Self.signedBytes(forDigest: digest, by: hash, namespace: namespace)
  }

  /// What a key signs for a message with this digest.
  public static func signedBytes(
    forDigest digest: [UInt8], by hash: Hash, namespace: String
  ) -> [UInt8] {
    var bytes = magic
    bytes.append(sshString: namespace.utf8)
    bytes.append(sshString: [])
    bytes.append(sshString: hash.rawValue.utf8)
    bytes.append(sshString: digest)
    return bytes
  }

  /// The raw blob of a signature that an Ed25519 key made.
  ///
  /// - Parameter signature: the 64 bytes R, S of RFC 8032 over `signedBytes`.
  public static func blob(
    by key: SSHPublicKey, ed25519 signature: [UInt8], hash: Hash, namespace: String
  ) -> [UInt8] {
    var inner: [UInt8] = []
    inner.append(sshString: key.type.utf8)
    inner.append(sshString: signature)
    var bytes = magic + [0, 0, 0, 1]
    bytes.append(sshString: key.blob)
    bytes.append(sshString: namespace.utf8)
    bytes.append(sshString: [])
    bytes.append(sshString: hash.rawValue.utf8)
    bytes.append(sshString: inner)
    return bytes
  }

  private static let magic = Array("SSHSIG".utf8)

  private static func proof(
    from reader: inout SSHReader, by key: SSHPublicKey
  ) throws(Problem) -> Proof {
    let (algorithm, value) = (try reader.name(), try reader.string())
    switch (key.material, algorithm) {
    case (.ed25519, key.type) where value.count == 64: return .ed25519(value)
    case (.ecdsa, key.type): return try ecdsa(value)
    case (.rsa, "rsa-sha2-256"): return .rsa(.sha256, value)
    case (.rsa, "rsa-sha2-512"): return .rsa(.sha512, value)
    default:
      throw Problem(
        .badData,
        "a signature \(quoted(algorithm)) of \(value.count) bytes by a key \(quoted(key.type))"
          + " is not accepted")
    }
  }

  private static func ecdsa(_ value: [UInt8]) throws(Problem) -> Proof {
    var reader = SSHReader(value, what: "an ECDSA signature")
    let (r, s) = (try reader.magnitude(), try reader.magnitude())
    try reader.finish()
    return .ecdsa(r: r, s: s)
  }
}
