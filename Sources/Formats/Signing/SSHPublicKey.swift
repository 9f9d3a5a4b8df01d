import Release

/// An SSH public key (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4). Its identity is its bytes.
public struct SSHPublicKey: Sendable {
  public enum Material: Hashable, Sendable {
    /// The 32 bytes of the point.
    case ed25519([UInt8])
    /// The uncompressed point: 4, x, y.
    case ecdsa(Curve, point: [UInt8])
    /// Big-endian magnitudes without leading zeros.
    case rsa(exponent: [UInt8], modulus: [UInt8])
    /// A key type by its name, whose signatures are not read.
    case unsupported(String)
  }

  /// A NIST curve by its name in RFC 5656.
  public enum Curve: String, CaseIterable, Sendable {
    case nistp256, nistp384, nistp521

    /// The bytes that one coordinate of a point takes.
    public var coordinateByteCount: Int {
      switch self {
      case .nistp256: 32
      case .nistp384: 48
      case .nistp521: 66
      }
    }
  }

  /// Enough for an RSA key of 16,384 bits, OpenSSH's largest.
  public static let maximumByteCount = 4096

  public let material: Material
  /// The key as SSH's wire format has it.
  public let blob: [UInt8]
  /// `ssh-ed25519` and the like.
  public let type: String
  /// What a key in a security key (FIDO) is made for, such as `ssh:`; nil for other keys.
  public let application: [UInt8]?

  /// From the wire format; a malformed key is `.badData`.
  public init(blob: [UInt8]) throws(Problem) {
    let what = "an SSH public key"
    guard blob.count <= Self.maximumByteCount else {
      throw Problem(.badData, "\(what) is larger than \(Self.maximumByteCount) bytes")
    }
    var reader = SSHReader(blob, what: what)
    self.blob = blob
    type = try reader.name()
    let inner = Self.innerTypes[type]
    material = try Self.material(of: inner ?? type, from: &reader)
    application = inner == nil ? nil : try reader.string()
    if case .unsupported = material { return }
    try reader.finish()
  }

  /// From the 32 bytes of an Ed25519 point.
  public init(ed25519 point: [UInt8]) throws(Problem) {
    var blob: [UInt8] = []
    blob.append(sshString: "ssh-ed25519".utf8)
    blob.append(sshString: point)
    try self.init(blob: blob)
  }

  /// What the types of security keys hold (OpenSSH PROTOCOL.u2f).
  private static let innerTypes = [
    "sk-ssh-ed25519@openssh.com": "ssh-ed25519",
    "sk-ecdsa-sha2-nistp256@openssh.com": "ecdsa-sha2-nistp256",
  ]

  /// From a line of a `.pub` file, `type base64 [comment]`; a malformed key is `.badData`.
  public init(line: some StringProtocol) throws(Problem) {
    let fields = line.split(maxSplits: 2) { $0.isWhitespace }
    guard fields.count >= 2, let blob = Base64.decode(fields[1]) else {
      throw Problem(.badData, "\(quoted(line)) is not an SSH public key")
    }
    try self.init(blob: blob)
    guard type.utf8.elementsEqual(fields[0].utf8) else {
      throw Problem(.badData, "an SSH key of type \(quoted(type)) is called \(quoted(fields[0]))")
    }
  }

  /// `type base64`, as a `.pub` file and allowed_signers write it, without a comment.
  public var line: String { "\(type) \(Base64.encode(blob))" }

  private static func material(
    of type: String, from reader: inout SSHReader
  ) throws(Problem) -> Material {
    switch type {
    case "ssh-ed25519":
      let point = try reader.string()
      guard point.count == 32 else { throw Problem(.badData, "an Ed25519 key is not 32 bytes") }
      return .ed25519(point)
    case "ssh-rsa":
      return .rsa(exponent: try reader.magnitude(), modulus: try reader.magnitude())
    default:
      guard let curve = Curve.allCases.first(where: { "ecdsa-sha2-\($0)" == type }) else {
        return .unsupported(type)
      }
      let (name, point) = (try reader.name(), try reader.string())
      guard name == curve.rawValue, point.first == 4,
        point.count == 1 + 2 * curve.coordinateByteCount
      else { throw Problem(.badData, "an ECDSA key is not an uncompressed point of \(curve)") }
      return .ecdsa(curve, point: point)
    }
  }
}

extension SSHPublicKey: Hashable {
  public static func == (one: Self, other: Self) -> Bool { one.blob == other.blob }

  public func hash(into hasher: inout Hasher) { hasher.combine(blob) }
}
