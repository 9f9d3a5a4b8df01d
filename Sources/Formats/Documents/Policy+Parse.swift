import Release

extension Policy {
  /// Reads `.relman/policy.yaml`.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  public static func parse(_ bytes: [UInt8], file: String) throws(Problem) -> Policy {
    var root = try YAMLMapping(YAMLNode(parsing: bytes, file: file), "the policy")
    _ = try root.required("relman").integer(in: 1...1)
    let repository = try root.required("repository").name()
    let people = try readPeople(root.required("people"))
    let roles = try root.optional("roles").map { node throws(Problem) in
      try readRoles(node, people)
    }
    let veto = try root.optional("veto")?.list { node throws(Problem) in
      try known(node, among: Array((roles ?? [:]).keys), as: "a role")
    }
    let owners = try Owners.read(root.required("owners"), people)
    try root.end()
    return Policy(
      repository: repository, people: people, roles: roles ?? [:], veto: veto, owners: owners)
  }

  private static func readPeople(_ node: YAMLNode) throws(Problem) -> [String: Person] {
    var mapping = try YAMLMapping(node, "people")
    var result: [String: Person] = [:]
    for member in try mapping.entries() {
      var person = try YAMLMapping(member.value, "a person")
      let mails = try person.optional("mails")?.list { node throws(Problem) in try node.line() }
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
      result[member.key] = try member.value.list { node throws(Problem) in
        try known(node, among: Array(people.keys), as: "one of the people")
      }
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
    let owners = try peopleNode.list { node throws(Problem) in
      try known(node, among: Array(people.keys), as: "one of the people")
    }
    let threshold = mapping.optional("threshold")
    try mapping.end()
    guard !owners.isEmpty else { throw peopleNode.fail("a policy needs at least one owner") }
    let count = Set(owners).count
    return Self(people: owners, threshold: try threshold?.integer(in: 1...count) ?? 1)
  }
}

private func known(
  _ node: YAMLNode, among names: [String], as what: String
) throws(Problem) -> String {
  let name = try node.name()
  guard names.contains(name) else {
    throw node.fail("\(quoted(name)) is not \(what)" + suggestion(for: name, among: names))
  }
  return name
}
