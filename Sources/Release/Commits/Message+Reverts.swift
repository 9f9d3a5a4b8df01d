extension Message {
  /// The ids in `This reverts commit <id>`, and in `Refs:` where the type is `revert`
  /// (Conventional Commits 1.0.0 recommends that form).
  static func reverted(
    in text: ArraySlice<UInt8>, type: String?, footers: [Footer]
  ) -> [String] {
    var result: [String] = []
    var lines = Lines(text)
    while let line = lines.next() {
      if let rest = text[line].after("This reverts commit ") { result += ids(in: rest).prefix(1) }
    }
    guard type == "revert" else { return result }
    for footer in footers where footer.isNamed("Refs") {
      result += ids(in: Array(footer.value.utf8)[...])
    }
    return result
  }

  /// Words of 7 to 40 hexadecimal digits.
  private static func ids(in text: ArraySlice<UInt8>) -> [String] {
    text.split { !isAlphanumeric($0) }.compactMap { word in
      let digits = word.map(lowercased)
      guard (7...40).contains(digits.count), digits.allSatisfy(isLowercaseHexadecimal) else {
        return nil
      }
      return String(decoding: digits, as: UTF8.self)
    }
  }
}
