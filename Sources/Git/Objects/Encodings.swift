import Glibc
import Release

// A commit may be written in another encoding than UTF-8, and then names it in a header.

/// The text of a commit in UTF-8; nil where it is that already, or names no encoding that is known
/// here: then its bytes stay as they are.
func utf8Text(ofCommit text: Span<UInt8>) -> [UInt8]? {
  var reader = HeaderReader()
  guard let name = reader.seek("encoding", in: text) else { return nil }
  let encoding = string(name, in: text)
  guard isConvertible(encoding) else { return nil }
  return text.withUnsafeBufferPointer { converted(Array($0), from: encoding) }
}

/// The encodings that people have written commits in, all of them with ASCII in it. A name goes to
/// the C library only when it is one of these, since a commit may come from anywhere.
private func isConvertible(_ encoding: String) -> Bool {
  let name = encoding.lowercased().filter { $0 != "-" && $0 != "_" }
  if ["koi8r", "koi8u", "eucjp", "euckr", "gbk", "gb2312", "gb18030", "big5"].contains(name) {
    return true
  }
  if ["latin1", "sjis", "shiftjis", "cp932"].contains(name) { return true }
  let families = [("iso8859", 1...16), ("windows", 1250...1258), ("cp", 1250...1258)]
  return families.contains { family, numbers in
    name.hasPrefix(family) && Int(name.dropFirst(family.count)).map(numbers.contains) == true
  }
}

/// Nil when some byte is none of the encoding.
private func converted(_ bytes: [UInt8], from encoding: String) -> [UInt8]? {
  let descriptor = iconv_open("UTF-8", encoding)
  guard let descriptor, descriptor != iconv_t(bitPattern: -1) else { return nil }
  defer { iconv_close(descriptor) }
  var input = bytes
  // No character of these takes more than three times its bytes.
  var output = [UInt8](repeating: 0, count: 3 * bytes.count)
  let rest = input.withUnsafeMutableBytes { input in
    output.withUnsafeMutableBytes { output -> Int? in
      var from = input.baseAddress?.assumingMemoryBound(to: CChar.self)
      var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
      var (inputLeft, outputLeft) = (input.count, output.count)
      guard iconv(descriptor, &from, &inputLeft, &to, &outputLeft) != -1 else { return nil }
      return outputLeft
    }
  }
  return rest.map { Array(output.dropLast($0)) }
}
