import Release

/// The fields of an SSHSIG blob, taken apart and put together by another hand than relman's.
struct Parts {
  var version: UInt8
  var key: [UInt8]
  var namespace: [UInt8]
  var reserved: [UInt8]
  var hash: [UInt8]
  var algorithm: [UInt8]
  var value: [UInt8]
  var innerRest: [UInt8] = []

  init(_ blob: [UInt8]) throws {
    version = blob[9]
    let outer = Self.strings(in: Array(blob[10...]))
    let inner = Self.strings(in: outer[4])
    (key, namespace, reserved, hash) = (outer[0], outer[1], outer[2], outer[3])
    (algorithm, value) = (inner[0], inner[1])
  }

  var blob: [UInt8] {
    let inner = Self.joined([algorithm, value]) + innerRest
    return Array("SSHSIG".utf8) + [0, 0, 0, version]
      + Self.joined([key, namespace, reserved, hash, inner])
  }

  /// Changes of form; some keep what is signed, and so may be accepted.
  static let changes: [@Sendable (inout Parts) -> Void] = [
    { $0.version = 0 },
    { $0.version = 2 },
    { $0.reserved = [1, 2, 3] },
    { $0.namespace = [] },
    { $0.hash = Array("sha1".utf8) },
    { $0.hash = Array("sha256".utf8) },
    { $0.hash = Array("SHA512".utf8) },
    { $0.innerRest = [0] },
    { $0.value += [0] },
    { $0.value = [] },
    { $0.value = [0] + $0.value },
    { $0.value = Array($0.value.dropFirst()) },
    { $0.value = [UInt8](repeating: 0, count: $0.value.count) },
    { $0.value = [UInt8](repeating: 255, count: $0.value.count) },
    { $0.value = joined([[], []]) },
    { $0.value = joined([[0], [0]]) },
    { $0.value = joined([[1], [1]]) },
    { $0.value = joined([[0x80], [1]]) },
    { $0.algorithm = Array("ssh-rsa".utf8) },
    { $0.algorithm = Array("rsa-sha2-256".utf8) },
    { $0.algorithm = Array("ssh-ed25519".utf8) },
    { $0.algorithm = [] },
    { $0.key += [0] },
    { $0.key = [] },
  ]

  private static func strings(in bytes: [UInt8]) -> [[UInt8]] {
    var rest = bytes[...]
    var strings: [[UInt8]] = []
    while rest.count >= 4 {
      let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      strings.append(Array(rest.dropFirst(4).prefix(count)))
      rest = rest.dropFirst(4 + count)
    }
    return strings
  }

  /// Each as a `string` of RFC 4251, one after the other.
  static func joined(_ strings: [[UInt8]]) -> [UInt8] {
    strings.flatMap { [0, 0, UInt8($0.count >> 8), UInt8($0.count & 255)] + $0 }
  }
}
