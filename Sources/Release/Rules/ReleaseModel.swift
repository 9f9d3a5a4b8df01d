/// A release model, `.relman/models/<name>.yaml`: what a release of this kind of risk owes before
/// it may go on.
public struct ReleaseModel: Hashable, Sendable, Codable {
  public var name: String
  /// The risks that ask for this model; empty when only a ticket's `model` does.
  public var risks: [Risk]
  /// Ticket sections that must be filled.
  public var requires: [Change.Section]
  /// Approvals added to every environment's own.
  public var approvals: [ApprovalGate]

  public init(
    name: String, risks: [Risk] = [], requires: [Change.Section] = [],
    approvals: [ApprovalGate] = []
  ) {
    self.name = name
    self.risks = risks
    self.requires = requires
    self.approvals = approvals
  }
}
