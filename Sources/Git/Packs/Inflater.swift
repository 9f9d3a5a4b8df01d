import CDeflate

/// Inflates zlib streams whose size is known, with libdeflate, which takes little more than half of
/// zlib's time. Not for two threads at once.
final class Inflater {
  private let decompressor = libdeflate_alloc_decompressor()

  deinit { libdeflate_free_decompressor(decompressor) }

  /// The stream that `input` begins with, and how long that is. Nil where it is damaged, cut, or
  /// inflates to another size.
  func inflated(_ input: Slice<UnsafeRawBufferPointer>, size: Int) -> (bytes: [UInt8], count: Int)?
  {
    guard let decompressor else { return nil }
    let input = UnsafeRawBufferPointer(rebasing: input)
    var (status, used) = (LIBDEFLATE_BAD_DATA, 0)
    let result = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      status = libdeflate_zlib_decompress_ex(
        decompressor, input.baseAddress, input.count, buffer.baseAddress, size, &used, nil)
      count = status == LIBDEFLATE_SUCCESS ? size : 0
    }
    return status == LIBDEFLATE_SUCCESS ? (result, used) : nil
  }

  /// The CRC-32 of bytes, as zlib has it.
  static func checksum(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt32 {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes)
    return libdeflate_crc32(0, bytes.baseAddress, bytes.count)
  }
}
