import CCrypto
import Formats
import Release

extension Digest {
  /// The SHA-256 of bytes; a libcrypto without it is a `.bug`.
  public static func sha256(_ bytes: [UInt8]) throws(Problem) -> Digest {
    guard let digest = Digest(bytes: try SSHSignature.Hash.sha256.digest(of: bytes)) else {
      throw .libcrypto("made a SHA-256 of another length")
    }
    return digest
  }
}

extension SSHSignature.Hash {
  /// The digest's bytes: 32 for SHA-256, 64 for SHA-512.
  func digest(of bytes: [UInt8]) throws(Problem) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    guard EVP_Digest(bytes, bytes.count, &digest, &count, algorithm, nil) == 1 else {
      throw .libcrypto("has no \(rawValue)")
    }
    return Array(digest.prefix(Int(count)))
  }

  /// A constant of libcrypto's, which nobody frees.
  var algorithm: OpaquePointer? {
    switch self {
    case .sha256: EVP_sha256()
    case .sha512: EVP_sha512()
    }
  }
}
