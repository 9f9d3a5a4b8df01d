import Records
import Release

/// What the gates of all packages go by, read once.
struct GateRecords {
  let chain: PolicyChain
  let verifier: RecordVerifier

  init(_ project: Project, _ chain: PolicyChain) {
    self.chain = chain
    verifier = project.verifier(chain)
  }
}
