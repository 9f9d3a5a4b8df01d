import FoundationEssentials
import Testing

/// What README.md says a terminal shows, a golden script has seen: each ```console block is played,
/// command by command and in that order, by one of the scripts.
@Test func everyTranscriptOfTheReadmeIsPlayedByAScript() throws {
  let root = GoldenScript.folder.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  guard let readme = FileManager.default.contents(atPath: root + "/README.md") else { return }
  let scripts = try GoldenScript.names().map(GoldenScript.transcript)
  for block in consoleBlocks(String(decoding: readme, as: UTF8.self)) {
    #expect(scripts.contains { plays($0, block) }, "no script plays\n\(block.text)")
  }
}

/// The ```console blocks of a Markdown text.
private func consoleBlocks(_ markdown: String) -> [Transcript] {
  markdown.split(separator: "```console\n", omittingEmptySubsequences: false).dropFirst()
    .map {
      Transcript(String($0.prefix(upTo: $0.firstRange(of: "```")?.lowerBound ?? $0.endIndex)))
    }
}

/// Whether the commands of a block are among the script's, with output that its lines allow.
private func plays(_ script: Transcript, _ block: Transcript) -> Bool {
  var rest = script.steps[...]
  return block.steps.allSatisfy { wanted in
    let found = rest.firstIndex { step in
      step.typed == wanted.typed
        && Alignment(expected: step.expected, actual: wanted.expected).matches
    }
    rest = rest[(found.map { $0 + 1 } ?? rest.endIndex)...]
    return found != nil
  }
}

@Test func aBlockThatNoScriptPlaysIsFound() {
  let script = Transcript("$ one\nid [..]\n\n$ two\n\n$ three\n...\nend\n")
  #expect(consoleBlocks("# a\n```console\n$ one\nid 7\n```\n```console\n$ two\n```\n").count == 2)
  #expect(plays(script, Transcript("$ one\nid 7\n\n$ three\na\nend\n")))
  #expect(!plays(script, Transcript("$ two\n$ one\nid 7\n")))
  #expect(!plays(script, Transcript("$ one\nno 7\n")))
}
