import Formats
import Platform
import Release
import Trust

/// Signs a payload as a DSSE envelope through `ssh-keygen -Y sign`, so that agents, passphrases and
/// hardware keys work as they do for Git.
///
/// - Throws: `.notPermitted` with what ssh-keygen said.
public func sign(
  _ payload: [UInt8], with key: SigningKey, _ context: CommandContext
) async throws(Problem) -> Envelope {
  var envelope = Envelope(payload: payload)
  let answer = try await ask(
    "ssh-keygen", ["-Y", "sign", "-n", signatureNamespace, "-f", key.path],
    input: envelope.preAuthenticationEncoding, in: context.folder)
  guard answer.isSuccess else {
    throw Problem(
      .notPermitted,
      "ssh-keygen could not sign with \(quoted(key.path)): \(escaped(lastLine(answer.errors)))",
      hint: "ssh-add \(key.path)")
  }
  let blob = try SSHSignature.dearmor(String(decoding: answer.output, as: UTF8.self))
  envelope.signatures = [.init(keyID: try key.publicKey.fingerprint, signature: blob)]
  return envelope
}

/// The statement's canonical bytes, signed.
public func sign<Predicate>(
  _ statement: Statement<Predicate>, with key: SigningKey, _ context: CommandContext
) async throws(Problem) -> Envelope {
  try await sign(CanonicalJSON.encode(statement), with: key, context)
}

public func lastLine(_ text: String) -> Substring {
  text.split(whereSeparator: \.isNewline).last ?? "no reason given"
}

/// A random value that makes a statement or a record one of its kind: 16 bytes in hexadecimal.
public func nonce() throws(Problem) -> String { hexadecimal(try randomBytes(16)) }
