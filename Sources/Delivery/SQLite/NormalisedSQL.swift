import Release

/// SQL with one blank between a word and the word or quote after it, and none elsewhere, without
/// comments, and without quotes around names that do not need them. String literals stay.
func normalised(sql: String) -> String {
  var result: [UInt8] = []
  var rest = Array(sql.utf8)[...]
  while let token = nextToken(&rest) {
    if let last = result.last, let first = token.first, isWordByte(last),
      isWordByte(first) || closingQuote(first) != nil
    {
      result.append(UInt8(ascii: " "))
    }
    result += token
  }
  return String(decoding: result, as: UTF8.self)
}

/// The next word, quoted text or sign; nil at the end.
private func nextToken(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
  while let first = rest.first {
    if first == 0x20 || (0x09...0x0d).contains(first) {
      rest = rest.dropFirst()
    } else if rest.starts(with: "--".utf8) {
      rest = rest.drop { $0 != UInt8(ascii: "\n") }
    } else if rest.starts(with: "/*".utf8) {
      rest = afterComment(rest.dropFirst(2))
    } else if let close = closingQuote(first) {
      return quotedToken(&rest, close)
    } else {
      let count = isWordByte(first) ? rest.prefix(while: isWordByte).count : 1
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
  }
  return nil
}

private func afterComment(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var rest = rest
  while !rest.isEmpty, !rest.starts(with: "*/".utf8) { rest = rest.dropFirst() }
  return rest.dropFirst(2)
}

private func closingQuote(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): byte
  case UInt8(ascii: "["): UInt8(ascii: "]")
  default: nil
  }
}

/// With its quotes; without them when it is a name of word characters alone.
private func quotedToken(_ rest: inout ArraySlice<UInt8>, _ close: UInt8) -> ArraySlice<UInt8> {
  let all = rest
  rest = rest.dropFirst()
  while !rest.isEmpty {
    let isDoubled = rest.starts(with: [close, close])
    if rest.first == close, !isDoubled { break }
    rest = rest.dropFirst(isDoubled ? 2 : 1)
  }
  let inner = all[(all.startIndex + 1)..<rest.startIndex]
  rest = rest.dropFirst()
  let isName = close != UInt8(ascii: "'") && !inner.isEmpty && inner.allSatisfy(isWordByte)
  return isName ? inner : all[..<rest.startIndex]
}

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
    true
  default: false
  }
}
