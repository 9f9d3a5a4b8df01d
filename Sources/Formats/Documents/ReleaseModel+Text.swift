/// The files `.relman/models/<name>.yaml` that `relman init` writes.
public let modelTexts: [(name: String, text: String)] = [
  (
    "standard",
    """
    # Low risk, done often, known to work: nothing beyond the environment's own gates.
    model: standard
    risk: [low]
    requires: [description]
    approvals: []

    """
  ),
  (
    "normal",
    """
    # The usual release: a reader of the ticket must be able to deploy it and to take it back.
    model: normal
    risk: [medium]
    requires: [description, deployment, rollback, validation]
    approvals: []

    """
  ),
  (
    "major",
    """
    # High risk: everything is written down.
    model: major
    risk: [high]
    requires: [description, justification, deployment, rollback, validation]
    approvals:
      - {role: release-manager, count: 1}

    """
  ),
  (
    "emergency",
    """
    # Only where a ticket asks for it with `model: emergency`.
    model: emergency
    risk: []
    requires: [description, justification, rollback]
    approvals:
      - {role: release-manager, count: 1}

    """
  ),
]
