import Release

extension Manifest {
  /// The manifest's text with another release pinned: only the value of the top-level key `release`
  /// changes; where there is no such key, a line is added after `environment`. Every other byte
  /// stays.
  ///
  /// - Throws: `.configuration` when the text does not parse, or cannot be changed in place.
  public static func replacingPin(
    in text: [UInt8], with tag: String, file: SourceFile
  ) throws(Problem) -> [UInt8] {
    let root = try YAMLNode(parsing: text, file: file)
    guard case .mapping(let members) = root.content,
      let name = members.first(where: { $0.key == "environment" })
    else { throw root.fail("the key \"environment\" is missing") }
    var expected = try parse(text, file: file, name: name.value.name())
    expected.release = tag

    let result: [UInt8]
    if let pin = members.first(where: { $0.key == "release" })?.value {
      result = text.replacing(pin, with: tag)
    } else {
      result = text.inserting("release: \(yamlText(tag))", after: name)
    }
    guard expected.isWritten(in: result, file: file) else {
      throw root.fail(
        "the pin cannot be changed in place; write the line \(quoted("release: \(yamlText(tag))"))")
    }
    return result
  }

  private func isWritten(in text: [UInt8], file: SourceFile) -> Bool {
    do throws(Problem) {
      return try Self.parse(text, file: file, name: environment.name) == self
    } catch {
      return false
    }
  }
}

extension [UInt8] {
  fileprivate func replacing(_ pin: YAMLNode, with tag: String) -> [UInt8] {
    let value = offset(ofScalar: pin.extent.lowerBound)..<offset(ofScalar: pin.extent.upperBound)
    // An absent value stands right behind its colon.
    let written = (value.isEmpty ? " " : "") + yamlText(tag)
    return self[..<value.lowerBound] + Array(written.utf8) + self[value.upperBound...]
  }

  fileprivate func inserting(_ line: String, after member: YAMLNode.Member) -> [UInt8] {
    let end = offset(ofScalar: member.value.extent.upperBound)
    let lineEnd = self[end...].firstIndex(of: UInt8(ascii: "\n")) ?? count
    let carriageReturn = UInt8(ascii: "\r")
    let place = lineEnd > end && self[lineEnd - 1] == carriageReturn ? lineEnd - 1 : lineEnd
    let lineBreak = contains(carriageReturn) ? "\r\n" : "\n"
    let indent = String(repeating: " ", count: member.keyMark.column - 1)
    return self[..<place] + Array((lineBreak + indent + line).utf8) + self[place...]
  }

  /// Where the n-th Unicode scalar of this UTF-8 begins, in bytes.
  private func offset(ofScalar number: Int) -> Int {
    var rest = number
    for (offset, byte) in enumerated() where byte & 0xc0 != 0x80 {
      if rest == 0 { return offset }
      rest -= 1
    }
    return count
  }
}
