import Formats
import Release

extension SSHPublicKey {
  /// `SHA256:` and the unpadded Base64 of the key's digest, as `ssh-keygen -l` writes it.
  public var fingerprint: String {
    get throws(Problem) {
      let digest = Base64.encode(try SSHSignature.Hash.sha256.digest(of: blob))
      return "SHA256:" + digest.prefix { $0 != "=" }
    }
  }
}
