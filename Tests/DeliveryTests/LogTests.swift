import Delivery
import Release
import Testing

struct LogTests {
  private func log(
    _ limitBytes: Int = 1 << 20, secrets: [String] = [], say: @escaping (String) -> Void = { _ in }
  ) -> Log {
    Log(limitBytes: limitBytes, secrets: secrets, now: { Instant(seconds: 0) }, say: say)
  }

  private func text(_ log: Log) -> String { String(decoding: log.bytes, as: UTF8.self) }

  @Test func eachLineHasItsTime() {
    var log = log()
    log.note("began")
    log.output("one\r\ntw".utf8)
    log.output("o\n\nend".utf8)
    log.endOutput()
    let time = "1970-01-01T00:00:00Z"
    #expect(
      text(log) == ["began", "| one", "| two", "| ", "| end"].map { "\(time) \($0)\n" }.joined())
  }

  @Test func aSecretIsRedactedHoweverItIsCut() {
    let output = Array("x hunter22 hunter2 hunt\nhunterhunter2\nhunter".utf8)
    for size in 1...output.count {
      var said: [String] = []
      var log = log(secrets: ["hunter2", "abc", "two\nlines"]) { said.append($0) }
      for start in stride(from: 0, to: output.count, by: size) {
        log.output(output[start..<min(start + size, output.count)])
      }
      log.endOutput()
      log.note("abc lines")
      let expected = [
        "| x [redacted]2 [redacted] hunt", "| hunter[redacted]", "| hunter", "abc [redacted]",
      ]
      #expect(said == expected, "pieces of \(size)")
    }
  }

  @Test func theLongerOfTwoSecretsGoesFirst() {
    var log = log(secrets: ["secret", "secret-longer"])
    log.output("secret".utf8)
    log.output("-longer secret-long\n".utf8)
    #expect(text(log).hasSuffix("| [redacted] [redacted]-long\n"))
  }

  @Test func aLongLogKeepsItsBeginningAndItsEnd() {
    var log = log(10_000)
    for number in 1...100_000 { log.note("line \(number)") }
    let text = text(log)
    #expect(text.utf8.count < 10_100)
    #expect(text.contains(" line 1\n"))
    #expect(text.hasSuffix(" line 100000\n"))
    #expect(text.contains(" bytes left out\n"))
  }

  @Test func whatIsLeftOutIsCounted() {
    var log = log(100)
    for _ in 1...10 { log.note(String(repeating: "x", count: 19)) }
    let kept = text(log).split(separator: "\n").filter { $0.hasSuffix("x") }.count
    #expect(text(log).contains("\n… \((10 - kept) * 41) bytes left out\n"))
  }

  @Test func aLineWithoutAnEndIsCut() {
    var log = log()
    log.output([UInt8](repeating: UInt8(ascii: "x"), count: 200_000))
    log.endOutput()
    #expect(text(log).split(separator: "\n").count == 4)
  }

  @Test func controlCharactersAreShownAndNotObeyed() {
    var log = log()
    log.output("a\u{1b}[2J\tb\u{202e}".utf8)
    log.output([0xff, 0x0a])
    #expect(text(log).hasSuffix("| a\\u{1B}[2J\tb\\u{202E}\u{fffd}\n"))
  }
}
