import Formats
import Release
import Scratch
import Testing

/// Stock `ssh-keygen` with a key of its own.
struct SSHKeygen {
  static let kinds = ["ed25519", "ecdsa-256", "ecdsa-384", "ecdsa-521", "rsa-3072"]

  let key: SSHPublicKey
  private let scratch: Scratch

  /// A new key of a kind like `rsa-3072`.
  init(kind: String) throws {
    scratch = try Scratch()
    let parts = kind.split(separator: "-").map(String.init)
    let size = parts.dropFirst().flatMap { ["-b", $0] }
    let made = try scratch.run(
      ["ssh-keygen", "-q", "-t", parts[0], "-N", "", "-C", "test", "-f", "key"] + size)
    try #require(made.status == 0, "\(made.stderr)")
    key = try SSHPublicKey(line: try scratch.read("key.pub"))
  }

  /// Only for what needs no private key.
  init(key: SSHPublicKey) throws {
    scratch = try Scratch()
    self.key = key
  }

  /// The blob of a signature that `ssh-keygen -Y sign` makes.
  func sign(
    _ message: [UInt8], namespace: String = "relman", hash: String = "sha512"
  ) throws -> [UInt8] {
    try scratch.write("message", bytes: message)
    let script =
      "ssh-keygen -q -Y sign -n \(namespace) -O hashalg=\(hash) -f key <message >message.sig"
    try scratch.sh(script)
    return try SSHSignature.dearmor(try scratch.read("message.sig"))
  }

  /// Whether `ssh-keygen -Y verify` accepts a signature, by an allowed_signers line with `options`.
  func accepts(
    _ blob: [UInt8], over message: [UInt8], options: String = "namespaces=\"relman\"",
    at time: String = "20260101"
  ) throws -> Bool {
    try scratch.write("allowed_signers", "ann \(options) \(key.line)\n")
    try scratch.write("checked.sig", SSHSignature.armor(blob))
    try scratch.write("message", bytes: message)
    let script =
      "exec ssh-keygen -q -Y verify -n relman -I ann -f allowed_signers -s checked.sig"
      + " -Overify-time=\(time) <message"
    let status = try scratch.run("sh", "-c", script).status
    try #require(status == 0 || status == 255, "not an answer of ssh-keygen's")
    return status == 0
  }

  /// What `ssh-keygen -l` prints of the key.
  func fingerprint() throws -> String { try scratch.sh("ssh-keygen -l -f key.pub") }
}
