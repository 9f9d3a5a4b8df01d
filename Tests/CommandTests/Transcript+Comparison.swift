extension Transcript {
  /// The commands that showed something else than the transcript says, each with its diff.
  func differences(from shown: [[String]], path: String) -> [String] {
    zip(steps, shown).compactMap { step, actual in
      let alignment = Alignment(expected: step.expected, actual: actual)
      if alignment.matches { return nil }
      let lines = ["\(path):\(step.line):"] + step.typed + alignment.diff
      return lines.joined(separator: "\n")
    }
  }

  /// The transcript that these commands really gave, with the wildcards that still hold kept.
  func blessed(with shown: [[String]]) -> Transcript {
    var result = self
    for (index, actual) in zip(result.steps.indices, shown) {
      let step = steps[index]
      result.steps[index].expected = Alignment(expected: step.expected, actual: actual).blessed
    }
    return result
  }
}
