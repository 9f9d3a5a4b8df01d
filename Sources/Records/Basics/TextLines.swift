/// Lines of text from outside, empty ones left out. They are split as bytes: to a `String`,
/// `"\r\n"` is one character that is no line feed, and a line that ends so would hide the next.
public func textLines(_ bytes: [UInt8]) -> [String] {
  bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
}
