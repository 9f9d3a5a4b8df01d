import Release

extension Scheme {
  /// Reads `semver`, or `calver("YYYY.0M.MICRO")` with or without the inner quotes.
  static func read(_ node: YAMLNode) throws(Problem) -> Scheme {
    let text = try node.text()
    if text == "semver" { return .semver }
    guard let format = calendarFormat(in: text) else {
      let known = ["semver", "calver"]
      throw node.fail(
        "\(quoted(text)) is not semver or calver(\"YYYY.0M.MICRO\")"
          + suggestion(for: String(text.prefix { $0 != "(" }), among: known))
    }
    do throws(Problem) {
      return .calver(try CalendarFormat(format))
    } catch {
      throw node.fail(error.message)
    }
  }

  /// What stands in the parentheses of `calver(…)`.
  private static func calendarFormat(in text: String) -> Substring? {
    guard text.hasPrefix("calver("), text.hasSuffix(")") else { return nil }
    let inner = text.dropFirst("calver(".count).dropLast()
    for quote in ["\"", "'"]
    where inner.count >= 2 && inner.hasPrefix(quote) && inner.hasSuffix(quote) {
      return inner.dropFirst().dropLast()
    }
    return inner
  }
}

extension InitialDevelopment {
  static func read(_ node: YAMLNode) throws(Problem) -> InitialDevelopment {
    var mapping = try YAMLMapping(node, "beforeOne")
    let breaking = try mapping.optional("breaking")?.choice(RequestedBump.self)
    let feature = try mapping.optional("feature")?.choice(RequestedBump.self)
    try mapping.end()
    let standard = InitialDevelopment()
    return InitialDevelopment(
      breaking: breaking?.bump ?? standard.breaking, feature: feature?.bump ?? standard.feature)
  }

  /// A bump that raises something.
  private enum RequestedBump: String, CaseIterable {
    case patch, minor, major

    var bump: Bump {
      switch self {
      case .patch: .patch
      case .minor: .minor
      case .major: .major
      }
    }
  }
}

extension YAMLNode {
  /// The first version of a line.
  func firstVersion(of scheme: Scheme) throws(Problem) -> Version {
    if case .calver = scheme {
      throw fail("\"first\" says nothing here: a calendar version begins with the day")
    }
    let text = try text()
    guard let version = scheme.version(text) else {
      throw fail("\(quoted(text)) is no version of \(scheme)")
    }
    return version
  }
}
