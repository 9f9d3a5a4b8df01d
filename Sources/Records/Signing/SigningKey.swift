import Formats
import Git
import Platform
import Release

/// The SSH key that a person signs with: the file that `ssh-keygen -Y sign` is given, and its
/// public half.
public struct SigningKey: Sendable {
  public let path: String
  public let publicKey: SSHPublicKey

  /// The key that `--key` names, else Git's `user.signingKey`, else the first in `~/.ssh`.
  ///
  /// - Throws: `.notFound` with the command that makes one.
  public static func find(
    _ asked: String?, in repository: Repository, _ context: CommandContext
  ) throws(Problem) -> SigningKey {
    if let asked {
      guard let key = try read(expanded(asked, context)) else {
        throw Problem(
          .notFound, "there is no public key beside \(quoted(asked))",
          hint: "ssh-keygen -y -f \(asked) > \(asked).pub")
      }
      return key
    }
    if let configured = try repository.configuration("user.signingKey"),
      let key = try read(expanded(configured, context))
    {
      return key
    }
    let folder = try context.home() + "/.ssh/"
    for name in ["id_ed25519", "id_ecdsa", "id_rsa"] {
      if let key = try read(folder + name) { return key }
    }
    throw Problem(
      .notFound, "no SSH key to sign with: neither user.signingKey nor ~/.ssh holds one",
      hint: "ssh-keygen -t ed25519 -f ~/.ssh/id_ed25519")
  }

  private static func expanded(_ path: String, _ context: CommandContext) throws(Problem) -> String
  {
    if path.hasPrefix("~/") { return try context.home() + path.dropFirst() }
    return path.hasPrefix("/") ? path : context.folder + "/" + path
  }

  /// Nil when there is no such public key.
  private static func read(_ path: String) throws(Problem) -> SigningKey? {
    let publicPath = path.hasSuffix(".pub") ? path : path + ".pub"
    guard let bytes = try readFile(publicPath, limitBytes: 1 << 16) else { return nil }
    let line = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\n" }
    do throws(Problem) {
      return SigningKey(path: path, publicKey: try SSHPublicKey(line: line))
    } catch {
      throw Problem(error.kind, "\(quoted(publicPath)): \(error.message)")
    }
  }
}
