import Release

/// A signed statement on one line: a DSSE envelope (github.com/secure-systems-lab/dsse) in
/// canonical JSON, whose signatures are raw SSHSIG blobs over its pre-authentication encoding.
public struct Envelope: Hashable, Sendable {
  public struct Signature: Hashable, Sendable {
    /// The signer's key as `SHA256:…`: a hint for people, which no check relies on.
    public var keyID: String
    /// The raw SSHSIG blob.
    public var signature: [UInt8]

    public init(keyID: String, signature: [UInt8]) {
      self.keyID = keyID
      self.signature = signature
    }
  }

  /// An in-toto Statement, the only payload there is.
  public static let payloadType = "application/vnd.in-toto+json"
  /// The longest line that is read.
  public static let maximumByteCount = 1 << 20
  /// The most signatures that one envelope carries.
  public static let maximumSignatureCount = 64

  public var payload: [UInt8]
  public var signatures: [Signature]

  public init(payload: [UInt8], signatures: [Signature] = []) {
    self.payload = payload
    self.signatures = signatures
  }

  /// What a signature is made over: DSSE's PAE, which no payload can be mistaken for.
  public var preAuthenticationEncoding: [UInt8] {
    let type = Self.payloadType
    return Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
  }

  /// The envelope as one line, without its line feed.
  public var line: String { String(decoding: json.canonical, as: UTF8.self) }

  /// From one line without its line feed; whatever `line` does not write is `.badData`.
  public init(line: some StringProtocol) throws(Problem) { try self.init(bytes: Array(line.utf8)) }

  /// From the bytes of one line.
  public init(bytes: [UInt8]) throws(Problem) {
    guard bytes.count <= Self.maximumByteCount else {
      throw Problem(.badData, "an envelope is larger than \(Self.maximumByteCount) bytes")
    }
    let json = try JSON(parsing: bytes, what: "envelope")
    guard let text = json["payload"]?.string, let payload = Base64.decode(text),
      let signatures = json["signatures"]?.array, signatures.count <= Self.maximumSignatureCount
    else { throw Problem(.badData, "an envelope lacks its payload or its signatures") }
    self.payload = payload
    self.signatures = []
    var written: [JSON] = []
    for signature in signatures {
      guard let keyID = signature["keyid"]?.string, let text = signature["sig"]?.string,
        let blob = Base64.decode(text)
      else { throw Problem(.badData, "an envelope's signature lacks its keyid or its sig") }
      self.signatures.append(Signature(keyID: keyID, signature: blob))
      written.append(Self.json(ofSignatureBy: keyID, text))
    }
    // What Base64 reads has one spelling, and need not be written again.
    guard Self.json(payload: text, written).canonical == bytes else {
      throw Problem(.badData, "an envelope is not in its canonical form")
    }
  }

  private var json: JSON {
    Self.json(
      payload: Base64.encode(payload),
      signatures.map { Self.json(ofSignatureBy: $0.keyID, Base64.encode($0.signature)) })
  }

  private static func json(payload: String, _ signatures: [JSON]) -> JSON {
    .object([
      .init("payload", .string(payload)), .init("payloadType", .string(payloadType)),
      .init("signatures", .array(signatures)),
    ])
  }

  private static func json(ofSignatureBy keyID: String, _ signature: String) -> JSON {
    .object([.init("keyid", .string(keyID)), .init("sig", .string(signature))])
  }
}
