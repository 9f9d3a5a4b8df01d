extension Ancestry {
  /// Those of `others` that contain a commit; a commit contains itself.
  public func containing(_ id: ObjectID, among others: some Sequence<ObjectID>) -> Set<ObjectID> {
    var contains = [Bool](repeating: false, count: count)
    for position in parentsFirst() {
      contains[position] =
        ids[position] == id || parents(of: position).contains { contains[Int($0)] }
    }
    let wanted = Set(others)
    return Set(ids.indices.lazy.filter { contains[$0] && wanted.contains(ids[$0]) }.map { ids[$0] })
  }
}

extension Ancestry {
  /// The commits dated more than `limit` seconds before one of their parents, and by how much.
  public func skews(overSeconds limit: Int) -> [(commit: ObjectID, seconds: Int)] {
    ids.indices.compactMap { position in
      let newest = parents(of: position).map { seconds[Int($0)] }.max() ?? .min
      let (skew, overflow) = newest.subtractingReportingOverflow(seconds[position])
      return !overflow && skew > limit ? (ids[position], skew) : nil
    }
  }
}
