import Formats
import Release

/// Who signed, as a list of allowed signers knows the key.
public struct VerifiedSigner: Hashable, Sendable {
  /// The first principal of the key's line.
  public let person: String
  public let key: SSHPublicKey
}

/// What every signature of relman's is made for (SSHSIG's namespace).
public let signatureNamespace = "relman"

/// Who made the one signature of an envelope; more or fewer than one is `.badData`.
///
/// As `signers(of:among:at:)` otherwise.
public func signer(
  of envelope: Envelope, among allowed: [AllowedSigner], at time: Instant?
) throws(Problem) -> VerifiedSigner {
  guard let signature = envelope.signatures.first, envelope.signatures.count == 1 else {
    throw Problem(
      .badData, "an envelope has \(envelope.signatures.count) signatures where one is expected")
  }
  return try signer(
    of: signature.signature, over: envelope.preAuthenticationEncoding, among: allowed, at: time)
}

/// Checks that the one signature of an envelope is a key's over its payload, for relman.
public func verify(_ envelope: Envelope, by key: SSHPublicKey) throws(Problem) {
  guard let blob = envelope.signatures.first?.signature, envelope.signatures.count == 1,
    case let signature = try SSHSignature(blob: blob), signature.key == key
  else { throw Problem(.badData, "it is not signed by \(try key.fingerprint)") }
  try verify(signature, over: envelope.preAuthenticationEncoding, namespace: signatureNamespace)
}

/// Who made the signatures of an envelope, one person a signature, in its order.
///
/// The key is looked up by the bytes in the signature, never by its keyid. A key that is not
/// listed for relman, or not at `time`, is `.notPermitted`; a signature that is not the key's over
/// this payload, `.badData`. Without a time the lines' windows are not judged.
public func signers(
  of envelope: Envelope, among allowed: [AllowedSigner], at time: Instant?
) throws(Problem) -> [VerifiedSigner] {
  var signers: [VerifiedSigner] = []
  for signature in envelope.signatures {
    signers.append(
      try signer(
        of: signature.signature, over: envelope.preAuthenticationEncoding, among: allowed,
        at: time))
  }
  return signers
}

private func signer(
  of blob: [UInt8], over message: [UInt8], among allowed: [AllowedSigner], at time: Instant?
) throws(Problem) -> VerifiedSigner {
  let signature = try SSHSignature(blob: blob)
  let line = try line(for: signature.key, among: allowed, at: time)
  try verify(signature, over: message, namespace: signatureNamespace)
  return VerifiedSigner(person: line.person, key: signature.key)
}

/// The line that lets a key sign for relman at a time; of several, any one is enough.
private func line(
  for key: SSHPublicKey, among allowed: [AllowedSigner], at time: Instant?
) throws(Problem) -> AllowedSigner {
  let known = allowed.filter { $0.key == key }
  guard let first = known.first else {
    throw Problem(.notPermitted, "the key \(try key.fingerprint) is no allowed signer's")
  }
  let named = known.filter { $0.namespaces.contains(signatureNamespace) }
  guard !named.isEmpty else {
    throw Problem(
      .notPermitted, "the key of \(quoted(first.person)) may not sign for \(signatureNamespace)")
  }
  guard let line = named.first(where: { line in time.map(line.isValid) ?? true }) else {
    let time = time.map { " at \($0)" } ?? ""
    throw Problem(.notPermitted, "the key of \(quoted(first.person)) may not sign\(time)")
  }
  return line
}
