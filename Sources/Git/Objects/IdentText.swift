import Release

/// `Ada Lovelace <ada@example.org> 1763715600 +0100`, as leniently as git reads it: a broken time
/// is the epoch, a missing bracket the end of the line.
func ident(_ range: Range<Int>, in text: Span<UInt8>) -> Ident {
  let open = range.first { text[$0] == UInt8(ascii: "<") } ?? range.upperBound
  let mail = min(open + 1, range.upperBound)..<range.upperBound
  let close = mail.first { text[$0] == UInt8(ascii: ">") } ?? range.upperBound
  let last = range.last { text[$0] == UInt8(ascii: ">") } ?? range.upperBound
  let (seconds, offset) = time(min(last + 1, range.upperBound)..<range.upperBound, in: text)
  return Ident(
    name: string(trimmed(range.lowerBound..<open, in: text), in: text),
    mail: string(trimmed(mail.lowerBound..<max(close, mail.lowerBound), in: text), in: text),
    time: Instant(seconds: seconds), offsetMinutes: offset)
}

/// The seconds alone, for walks that need no name.
func identSeconds(_ range: Range<Int>, in text: Span<UInt8>) -> Int {
  guard let last = range.last(where: { text[$0] == UInt8(ascii: ">") }) else { return 0 }
  return time(last + 1..<range.upperBound, in: text).seconds
}

private func time(_ range: Range<Int>, in text: Span<UInt8>) -> (seconds: Int, offset: Int) {
  var position = range.lowerBound
  func skipSpaces() {
    while position < range.upperBound, text[position] == UInt8(ascii: " ") { position += 1 }
  }
  func number() -> Int? {
    var result: Int?
    while position < range.upperBound, let digit = digit(text[position]) {
      let (shifted, tooBig) = (result ?? 0).multipliedReportingOverflow(by: 10)
      guard !tooBig, shifted <= Int.max - digit else { return nil }
      result = shifted + digit
      position += 1
    }
    return result
  }
  skipSpaces()
  guard let seconds = number() else { return (0, 0) }
  skipSpaces()
  guard position < range.upperBound else { return (seconds, 0) }
  let sign = text[position] == UInt8(ascii: "-") ? -1 : 1
  position += 1
  guard let zone = number(), zone <= 9999 else { return (seconds, 0) }
  return (seconds, sign * (zone / 100 * 60 + zone % 100))
}

private func digit(_ byte: UInt8) -> Int? {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
}

private func trimmed(_ range: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
  func isBlank(_ position: Int) -> Bool { text[position] <= UInt8(ascii: " ") }
  var (start, end) = (range.lowerBound, range.upperBound)
  while start < end, isBlank(start) { start += 1 }
  while start < end, isBlank(end - 1) { end -= 1 }
  return start..<end
}

extension Ident {
  /// As an object holds it; what would end a field early is left out, as git does.
  var text: String {
    let minutes = offsetMinutes.magnitude
    let zone = String(minutes / 60 * 100 + minutes % 60)
    let padding = String(repeating: "0", count: max(0, 4 - zone.count))
    let sign = offsetMinutes < 0 ? "-" : "+"
    return "\(clean(name)) <\(clean(mail))> \(time.seconds) \(sign)\(padding)\(zone)"
  }
}

private func clean(_ field: String) -> String {
  let kept = field.unicodeScalars.filter { !["<", ">", "\n", "\0"].contains($0) }
  var text = String.UnicodeScalarView(kept)[...]
  while let first = text.first, isCrud(first) { text.removeFirst() }
  while let last = text.last, isCrud(last) { text.removeLast() }
  return String(text)
}

/// What git strips from the ends of a name (ident.c: crud).
private func isCrud(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value <= 32 || ".,:;<>\"\\'".unicodeScalars.contains(scalar)
}
