import Glibc
import Release
import Synchronization

/// A pack and its index, open for as long as this lives.
final class Pack: Sendable {
  private let index: Mutex<PackIndex>
  private let file: Int32
  /// Where its objects lie: between its header and the checksum at its end.
  let objects: Range<Int>

  private static let headerCount = 12
  private static let checksumCount = 20

  /// - Parameter path: without the ending.
  /// - Returns: nil where there is no such pack, it is none that this code reads, or it is not the
  ///   one of its index.
  init?(_ path: String) {
    guard let mapped = try? MappedFile(path + ".idx"), let index = PackIndex(mapped) else {
      return nil
    }
    let file = open(path + ".pack", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    var status = stat()
    let size = fstat(file, &status) == 0 ? Int(status.st_size) : 0
    objects = Self.headerCount..<max(Self.headerCount, size - Self.checksumCount)
    self.file = file
    let (count, checksum) = (index.count, index.checksumOfPack)
    self.index = Mutex(index)
    guard holds(count), bytes(at: objects.upperBound, count: Self.checksumCount) == checksum else {
      return nil
    }
  }

  deinit { close(file) }

  /// Where an object's bytes begin, and their CRC-32; nil when it is not in the pack.
  func entry(of id: ObjectID) -> (offset: Int, checksum: UInt32)? {
    index.withLock { $0.entry(of: id) }
  }

  /// What there is of `count` bytes from an offset on.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = max(0, pread(file, buffer.baseAddress, count, off_t(offset)))
    }
  }

  /// Gives back the memory of what was looked up; it is read again where it is asked for again.
  func rest() { index.withLock { $0.rest() } }

  /// Whether it says that it holds so many objects.
  private func holds(_ count: Int) -> Bool {
    bytes(at: 0, count: Self.headerCount).withUnsafeBytes {
      $0.count == Self.headerCount && $0.word(0) == 0x5041_434b && $0.word(4) == 2
        && $0.word(8) == count
    }
  }
}
