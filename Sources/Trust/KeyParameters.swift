import CCrypto
import Release

/// The numbers of a public key, gathered for `EVP_PKEY_fromdata`.
///
/// (Decoding the same key from its DER form costs 100 microseconds more, as much as checking a
/// signature does.)
struct KeyParameters: ~Copyable {
  private var parameters: [OSSL_PARAM] = []
  /// What the parameters point to.
  private var buffers: [UnsafeMutableRawPointer] = []

  mutating func add(_ name: String, text: String) {
    let value = hold(Array(text.utf8) + [0])
    parameters.append(
      OSSL_PARAM_construct_utf8_string(hold(name), value.assumingMemoryBound(to: CChar.self), 0))
  }

  mutating func add(_ name: String, bytes: [UInt8]) {
    parameters.append(
      OSSL_PARAM_construct_octet_string(hold(name), hold(bytes), bytes.count))
  }

  /// A big-endian magnitude; libcrypto wants it in the machine's order.
  mutating func add(_ name: String, number: [UInt8]) {
    let native = 1.littleEndian == 1 ? number.reversed() : number
    parameters.append(
      OSSL_PARAM_construct_BN(
        hold(name), hold(native).assumingMemoryBound(to: UInt8.self), number.count))
  }

  /// The key; `problem` when libcrypto finds that the numbers are none.
  consuming func key(ofType type: String, orElse problem: Problem) throws(Problem) -> Handle {
    let context = try Handle(
      EVP_PKEY_CTX_new_from_name(nil, type, nil), freedBy: { EVP_PKEY_CTX_free($0) })
    var key: OpaquePointer?
    var terminated = parameters + [OSSL_PARAM_construct_end()]
    if EVP_PKEY_fromdata_init(context.pointer) == 1 {
      EVP_PKEY_fromdata(context.pointer, &key, relman_public_key, &terminated)
    }
    return try Handle(key, freedBy: { EVP_PKEY_free($0) }, orElse: problem)
  }

  private mutating func hold(_ name: String) -> UnsafePointer<CChar> {
    UnsafePointer(hold(Array(name.utf8) + [0]).assumingMemoryBound(to: CChar.self))
  }

  private mutating func hold(_ bytes: [UInt8]) -> UnsafeMutableRawPointer {
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 8)
    bytes.withUnsafeBytes {
      UnsafeMutableRawBufferPointer(start: buffer, count: bytes.count).copyMemory(from: $0)
    }
    buffers.append(buffer)
    return buffer
  }

  deinit {
    for buffer in buffers { buffer.deallocate() }
  }
}
