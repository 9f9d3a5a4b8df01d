import Formats
import Release

extension Envelope {
  /// The id of the statement that a signer makes with this payload: the SHA-256 over two strings
  /// of RFC 4251 §5, each its length in four bytes, big-endian, and then its bytes: the payload,
  /// and the signer's public key in SSH's wire format.
  ///
  /// Without the key in it, whoever may sign could sign another's payload again, and one id would
  /// name statements of two persons. Without the lengths, bytes could move from one to the other.
  public func id(signedBy key: SSHPublicKey) throws(Problem) -> Digest {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(payload.count + key.blob.count + 8)
    bytes.append(sshString: payload)
    bytes.append(sshString: key.blob)
    return try Digest.sha256(bytes)
  }
}
