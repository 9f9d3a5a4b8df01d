// Numbers with their units.

/// `1 commit`, `2 commits`; `many` where an `s` does not make the plural.
public func plural(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}

/// A duration in its largest unit, rounded down, as in `3 days`.
public func age(seconds: Int) -> String {
  let units = [(86_400, "day"), (3600, "hour"), (60, "minute")]
  for (length, name) in units where seconds >= length {
    return plural(seconds / length, name)
  }
  return plural(max(0, seconds), "second")
}
