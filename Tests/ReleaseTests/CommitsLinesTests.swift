import Release
import Testing

struct CommitsLinesTests {
  @Test func aLineEndsAtTheNextNewline() {
    var random = Seeded(1)
    // Bytes that differ from a newline by little, or in their highest bit alone.
    let near: [UInt8] = [0x0a, 0x0b, 0x09, 0x8a, 0x00, 0xff, 0x80, 0x61]
    for count in 0..<2000 {
      let bytes = (0..<count % 40).compactMap { _ in near.randomElement(using: &random) }
      for start in 0...bytes.count {
        let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
        #expect(bytes.span.endOfLine(from: start) == end, "\(bytes) from \(start)")
      }
    }
  }
}
