import Release

/// The `.relman/policy.yaml` that `relman init` writes.
public func policyText(_ policy: Policy) -> String {
  var text = """
    # Who is who and who may do what. This file is a proposal: what counts is the version that the
    # owners have signed with `relman policy publish`. Each person's keys stand in allowed_signers.
    relman: 1
    repository: \(yamlText(policy.repository))
    people:

    """
  for (name, person) in policy.people.sorted(by: { $0.key < $1.key }) {
    text += "  \(name): {mails: \(list(person.mails))}\n"
  }
  text += "roles:\n"
  for (role, people) in policy.roles.sorted(by: { $0.key < $1.key }) {
    text += "  \(role): \(list(people))\n"
  }
  text += "# Roles whose rejection blocks a release; without this line every role's does.\n"
  text += policy.veto.map { "veto: \(list($0))\n" } ?? "# veto: [release-manager]\n"
  return text + """
    # Who signs the next version of these rules, and how many of them must.
    owners: {people: \(list(policy.owners.people)), threshold: \(policy.owners.threshold)}

    """
}

private func list(_ texts: [String]) -> String {
  "[" + texts.map(yamlText).joined(separator: ", ") + "]"
}
