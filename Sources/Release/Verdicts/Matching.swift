/// Fills as many slots as can be filled when one person fills at most one: maximum bipartite
/// matching by augmenting paths, so that a person with two roles never takes the slot that only
/// they can leave to another.
///
/// - Parameter slots: the role that each slot asks for.
/// - Parameter roles: the roles that each person may speak in.
/// - Returns: per slot the person who fills it, or nil.
func matching(slots: [String], persons roles: [String: Set<String>]) -> [String?] {
  var slotOf: [String: Int] = [:]
  let persons = roles.keys.sorted()

  func fill(_ slot: Int, tried: inout Set<String>) -> Bool {
    for person in persons where roles[person]?.contains(slots[slot]) == true {
      guard tried.insert(person).inserted else { continue }
      if let taken = slotOf[person], !fill(taken, tried: &tried) { continue }
      slotOf[person] = slot
      return true
    }
    return false
  }

  for slot in slots.indices {
    var tried: Set<String> = []
    _ = fill(slot, tried: &tried)
  }
  var result = [String?](repeating: nil, count: slots.count)
  for (person, slot) in slotOf { result[slot] = person }
  return result
}
