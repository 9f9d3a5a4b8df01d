import FoundationEssentials
import Testing

/// Every golden script (or those in RELMAN_SCRIPTS), held against what its commands show. With
/// RELMAN_BLESS=1 in the environment a script that differs is rewritten instead: read its diff
/// before you commit it.
@Test(arguments: try GoldenScript.chosen())
func theScreenShowsWhatTheScriptSays(_ name: String) throws {
  let script = try GoldenScript.transcript(name)
  let playback = try Playback(script, library: GoldenScript.folder + "/lib.sh")
  if let interruption = playback.interruption {
    Issue.record("\(name): \(interruption)")
  } else if ProcessInfo.processInfo.environment["RELMAN_BLESS"] == "1" {
    let blessed = script.blessed(with: playback.shown)
    if blessed != script {
      let path = GoldenScript.folder + "/" + name
      try blessed.text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    return
  }
  let path = "Tests/CommandTests/Scripts/" + name
  for difference in script.differences(from: playback.shown, path: path) {
    Issue.record("\n\(difference)")
  }
}

@Test func everyScriptHasACommandAndEndsInANewline() throws {
  let names = try GoldenScript.names()
  #expect(!names.isEmpty)
  for name in names {
    let text = try GoldenScript.text(name)
    #expect(!Transcript(text).steps.isEmpty, "\(name)")
    #expect(Transcript(text).text == text, "\(name)")
  }
}
