import Release

extension Manifest {
  /// The manifest's text with another release pinned: only the value of the top-level key `release`
  /// changes; where there is no such key, a line is added after `environment`. Every other byte
  /// stays.
  ///
  /// - Throws: `.configuration` when the text does not parse, or cannot be changed in place.
  public static func replacingPin(
    in text: [UInt8], with tag: String, file: String
  ) throws(Problem) -> [UInt8] {
    let root = try YAMLNode(parsing: text, file: file)
    guard case .mapping(let members) = root.content,
      let name = members.first(where: { $0.key == "environment" })
    else { throw root.fail("expected an environment") }
    let result: [UInt8]
    if let pin = members.first(where: { $0.key == "release" }) {
      result = try replacing(pin, in: text, with: tag)
    } else {
      let end = lineEnd(of: text, line: name.value.mark.line)
      let needsBreak = end == 0 || text[end - 1] != newline
      let line = (needsBreak ? "\n" : "") + "release: \(tag)\n"
      result = Array(text[..<end]) + Array(line.utf8) + Array(text[end...])
    }
    let after = try YAMLNode(parsing: result, file: file)
    guard after.pin == tag else {
      throw root.fail("the pin cannot be changed in place; write it as \"release: \(tag)\"")
    }
    return result
  }

  private static func replacing(
    _ pin: YAMLNode.Member, in text: [UInt8], with tag: String
  ) throws(Problem) -> [UInt8] {
    let starts = lineStarts(of: text)
    let lineStart = starts[pin.keyMark.line - 1]
    let lineEnd = lineEnd(of: text, line: pin.keyMark.line)
    let line = Array(text[lineStart..<lineEnd])
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      throw pin.keyMark.problem("the pin must be written as \"release: TAG\"")
    }
    let content = line[(colon + 1)...].prefix { $0 != newline && $0 != UInt8(ascii: "\r") }
    let value = valueRange(of: content)
    let space = value.lowerBound == colon + 1 ? " " : ""
    let gap = value.isEmpty && value.upperBound < content.endIndex ? " " : ""
    let replaced = line[..<value.lowerBound] + Array((space + tag + gap).utf8)
    return Array(text[..<lineStart]) + replaced + line[value.upperBound...]
      + Array(text[lineEnd...])
  }

  /// Where the value stands between the colon and the comment.
  private static func valueRange(of content: ArraySlice<UInt8>) -> Range<Int> {
    let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let start = content.firstIndex { !isBlank($0) } ?? content.endIndex
    guard start < content.endIndex, content[start] != UInt8(ascii: "#") else {
      let place = min(content.startIndex + 1, content.endIndex)
      return start == content.startIndex ? start..<start : place..<place
    }
    if content[start] == UInt8(ascii: "\"") || content[start] == UInt8(ascii: "'") {
      let close = content[(start + 1)...].firstIndex(of: content[start]) ?? content.endIndex - 1
      return start..<(close + 1)
    }
    var end = start
    for place in start..<content.endIndex {
      if content[place] == UInt8(ascii: "#"), isBlank(content[place - 1]) { break }
      if !isBlank(content[place]) { end = place + 1 }
    }
    return start..<end
  }

  private static func lineStarts(of text: [UInt8]) -> [Int] {
    [0] + text.indices.filter { text[$0] == newline }.map { $0 + 1 }
  }

  /// Where a line ends, its line break included.
  private static func lineEnd(of text: [UInt8], line: Int) -> Int {
    let starts = lineStarts(of: text)
    return line < starts.count ? starts[line] : text.count
  }
}

private let newline = UInt8(ascii: "\n")

extension YAMLNode {
  fileprivate var pin: String? {
    guard case .mapping(let members) = content,
      case .scalar(let text, _) = members.first(where: { $0.key == "release" })?.value.content
    else { return nil }
    return text
  }
}
