import Release

extension ReleaseModel {
  /// Reads `.relman/models/<name>.yaml`.
  ///
  /// - Throws: `.configuration`, with file, line and column.
  public static func parse(
    _ bytes: [UInt8], file: SourceFile, name: String
  ) throws(Problem) -> ReleaseModel {
    var root = try YAMLMapping(YAMLNode(parsing: bytes, file: file), "a release model")
    let nameNode = try root.required("model")
    guard try nameNode.name() == name else {
      throw nameNode.fail("the file is \(quoted(name + ".yaml")), so this must be \(quoted(name))")
    }
    let model = ReleaseModel(
      name: name,
      risks: try root.optional("risk")?.list { node throws(Problem) in
        try node.choice(Risk.self)
      } ?? [],
      requires: try root.optional("requires")?.list { node throws(Problem) in
        try node.choice(Change.Section.self)
      } ?? [],
      approvals: try root.optional("approvals")?.list(ApprovalGate.read) ?? [])
    try root.end()
    return model
  }
}
