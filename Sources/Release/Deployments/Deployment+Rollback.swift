extension Deployment {
  /// A rollback of `other`: reverts what of it is still applied, and expects the schema of before.
  public init(
    rollingBack other: Deployment, id: String, environmentDigest: Digest, policy: PolicyReference,
    by: String, startedAt: Instant
  ) {
    self.init(
      id: id, action: .rollback, environment: other.environment, package: other.package,
      tag: other.tag, digest: other.digest, replaced: other.replaced,
      rollsBack: other.id, environmentDigest: environmentDigest, policy: policy, by: by,
      startedAt: startedAt,
      targets: other.targets.map {
        TargetRecord(
          name: $0.name, database: $0.database, migrations: $0.standing,
          schemaExpected: $0.schemaBefore)
      })
  }
}
