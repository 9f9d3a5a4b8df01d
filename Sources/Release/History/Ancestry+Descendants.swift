extension Ancestry {
  /// Which of some commits contain a commit; a commit contains itself.
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
