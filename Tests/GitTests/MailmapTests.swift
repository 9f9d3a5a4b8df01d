import Release
import Scratch
import Testing

/// Names as `git check-mailmap` gives them.
struct MailmapTests {
  @Test(arguments: 0..<40) func aPersonIsWhoGitSays(seed: UInt64) throws {
    var random = Shuffle(state: seed)
    let names = ["Ada", "ada", "Bob Smith", "Bób", "", " Eve  X "]
    let mails = ["a@x", "A@X", "b@y", "", "c d@z", "e@x.org"]
    func name() -> String { names.randomElement(using: &random) ?? "" }
    func mail() -> String { mails.randomElement(using: &random) ?? "" }
    let lines = (0..<8).map { _ in
      switch Int.random(in: 0..<7, using: &random) {
      case 0: "\(name()) <\(mail())>"
      case 1: "<\(mail())> <\(mail())>"
      case 2: "\(name()) <\(mail())> <\(mail())>"
      case 3, 4: "\(name()) <\(mail())> \(name()) <\(mail())>"
      case 5: "# \(name()) <\(mail())>"
      default:
        ["", "no mail", "Ada <a@x", "<", ">", "a@x>", "Ada <a@x> junk # c"].randomElement(
          using: &random) ?? ""
      }
    }
    let text = lines.joined(separator: "\n") + "\n"
    let scratch = try Scratch.repository()
    try scratch.write(".mailmap", text)
    let mailmap = Mailmap(Array(text.utf8))
    for name in ["Ada", "ADA", "Bob Smith", "Bób", "Zoe"] {
      for mail in ["a@x", "A@x", "b@y", "c d@z", "n@n"] {
        let expected = try scratch.git("check-mailmap", "\(name) <\(mail)>")
        let person = mailmap.proper(Person(name: name, mail: mail))
        #expect("\(person.name) <\(person.mail)>" == expected, "\(text)")
      }
    }
  }
}

private struct Shuffle: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
