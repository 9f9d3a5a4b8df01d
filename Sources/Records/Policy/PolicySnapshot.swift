import Formats
import Git
import Release
import Trust

/// The files that make up the rules: policy, signers, environments and models. An environment
/// stands in it as its canonical JSON without the pin, so that promoting does not change the rules
/// and the file's SHA-256 is the environment digest.
public struct PolicySnapshot: Hashable {
  public private(set) var files: [String: [UInt8]] = [:]

  public var sorted: [(key: String, value: [UInt8])] {
    files.sorted { Path($0.key) < Path($1.key) }
  }

  public init() {}

  public mutating func add(_ bytes: [UInt8], as name: String) { files[name] = bytes }

  /// What a commit of the policy ref holds, besides the version and its signatures.
  init(ofCommitWith files: [String: [UInt8]]) {
    self.files = files
    self.files[PolicyVersion.fileName] = nil
    self.files[PolicyVersion.signaturesName] = nil
  }

  public static let policyName = "policy.yaml"
  public static let signersName = "allowed_signers"

  public func policy() throws(Problem) -> Policy {
    try Policy.parse(required(Self.policyName), file: SourceFile(".relman/" + Self.policyName))
  }

  public func signers() throws(Problem) -> [AllowedSigner] {
    try AllowedSigners.parse(
      required(Self.signersName), file: SourceFile(".relman/" + Self.signersName))
  }

  /// Parses everything; a signer whom the policy does not know is refused.
  public func rules(version: Int, digest: Digest) throws(Problem) -> Rules {
    let policy = try policy()
    for signer in try signers() where policy.people[signer.person] == nil {
      throw Problem(
        .configuration,
        ".relman/allowed_signers:\(signer.line): \(quoted(signer.person)) is not among the people "
          + "of policy.yaml" + suggestion(for: signer.person, among: policy.people.keys))
    }
    return Rules(
      version: version, digest: digest, policy: policy, environments: try environments(),
      models: try models())
  }

  private func environments() throws(Problem) -> [String: Rules.EnvironmentRules] {
    var result: [String: Rules.EnvironmentRules] = [:]
    for (path, bytes) in sorted where path.hasPrefix("environments/") {
      let environment = try CanonicalJSON.decode(Environment.self, from: bytes, what: path)
      result[environment.name] = .init(
        environment: environment, digest: try Digest.sha256(bytes))
    }
    return result
  }

  private func models() throws(Problem) -> [String: ReleaseModel] {
    var result: [String: ReleaseModel] = [:]
    for (path, bytes) in sorted where path.hasPrefix("models/") {
      let name = String(path.dropFirst("models/".count).dropLast(".yaml".count))
      result[name] = try ReleaseModel.parse(bytes, file: SourceFile(".relman/" + path), name: name)
    }
    return result
  }

  private func required(_ name: String) throws(Problem) -> [UInt8] {
    guard let bytes = files[name] else {
      throw Problem(.configuration, "there is no .relman/\(name)", hint: "relman init")
    }
    return bytes
  }
}
