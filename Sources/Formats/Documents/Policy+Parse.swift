import Release

extension Policy {
  /// Reads `.relman/policy.yaml`.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  public static func parse(_ bytes: [UInt8], file: SourceFile) throws(Problem) -> Policy {
    var root = try YAMLMapping(YAMLNode(parsing: bytes, file: file), "the policy")
    try root.required("relman").checkFormatVersion()
    let repository = try readRepository(root.required("repository"))
    let people = try readPeople(root.required("people"))
    let roles = try root.optional("roles").map { node throws(Problem) in
      try readRoles(node, people)
    }
    let veto = try root.optional("veto")?.names(among: Array((roles ?? [:]).keys), as: "a role")
    let owners = try Owners.read(root.required("owners"), people)
    try root.end()
    return Policy(
      repository: repository, people: people, roles: roles ?? [:], veto: veto, owners: owners)
  }

  private static func readRepository(_ node: YAMLNode) throws(Problem) -> String {
    let id = try node.text()
    guard (16...64).contains(id.utf8.count), id.utf8.allSatisfy("0123456789abcdef".utf8.contains)
    else { throw node.fail("expected 16 to 64 lowercase hexadecimal digits, found \(quoted(id))") }
    return id
  }

  private static func readPeople(_ node: YAMLNode) throws(Problem) -> [String: Person] {
    var mapping = try YAMLMapping(node, "people")
    var result: [String: Person] = [:]
    var owners: [String: String] = [:]
    for member in try mapping.entries() {
      var person = try YAMLMapping(member.value, "a person")
      let mails = try person.optional("mails")?.list { node throws(Problem) in
        let mail = try node.line()
        // Or nobody could say who wrote a commit.
        if let other = owners.updateValue(member.key, forKey: mail.lowercased()) {
          throw node.fail("the address \(quoted(mail)) is \(other)'s already")
        }
        return mail
      }
      try person.end()
      result[member.key] = Person(mails: mails ?? [])
    }
    return result
  }

  private static func readRoles(
    _ node: YAMLNode, _ people: [String: Person]
  ) throws(Problem) -> [String: [String]] {
    var mapping = try YAMLMapping(node, "roles")
    var result: [String: [String]] = [:]
    for member in try mapping.entries() {
      result[member.key] = try member.value.names(
        among: Array(people.keys), as: "one of the people")
    }
    return result
  }
}

extension Policy.Owners {
  fileprivate static func read(
    _ node: YAMLNode, _ people: [String: Policy.Person]
  ) throws(Problem) -> Self {
    var mapping = try YAMLMapping(node, "owners")
    let peopleNode = try mapping.required("people")
    let owners = try peopleNode.names(among: Array(people.keys), as: "one of the people")
    let threshold = mapping.optional("threshold")
    try mapping.end()
    guard !owners.isEmpty else { throw peopleNode.fail("a policy needs at least one owner") }
    return Self(people: owners, threshold: try threshold?.integer(in: 1...owners.count) ?? 1)
  }
}
