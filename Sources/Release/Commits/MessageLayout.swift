/// The ranges of a message's parts, found in one pass over its lines.
///
/// The last paragraph holds footers when it begins with one, or when Git would read trailers there;
/// in the first case the paragraphs before it that consist of footers alone belong to them too.
/// A `BREAKING CHANGE:` starts the footers anywhere.
struct MessageLayout {
  /// Without its newline.
  private(set) var firstLine: Range<Int>
  /// The first paragraph.
  private(set) var title: Range<Int>
  /// The last line that is not blank.
  private(set) var lastLine: Range<Int>
  private(set) var footersStart = 0
  /// Whether a line may be one of the squashed changes.
  private(set) var mayListChanges = false
  /// Whether a line may name a reverted commit.
  private(set) var mayRevert = false

  init(_ bytes: [UInt8]) {
    let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
    var lines = Lines(bytes[start...])
    let first = lines.next() ?? start..<start
    firstLine = first
    title = first
    lastLine = first
    var isInTitle = true
    var ending = Ending()
    let text = bytes.span
    while let line = lines.next() {
      let content = text.extracting(line)
      if content.isBlank() {
        isInTitle = false
        ending.endParagraph()
      } else {
        lastLine = line
        note(content)
        if isInTitle { title = title.lowerBound..<line.upperBound }
        ending.add(content, at: line.lowerBound, isInTitle: isInTitle)
      }
    }
    footersStart = ending.start ?? bytes.endIndex
  }
}

extension MessageLayout {
  /// Records what few messages have, so that the others are not searched for it.
  private mutating func note(_ line: Span<UInt8>) {
    switch line[0] {
    case UInt8(ascii: "*"), UInt8(ascii: "-"): mayListChanges = true
    case UInt8(ascii: "c"): mayListChanges = mayListChanges || line.has("commit ")
    case UInt8(ascii: "T"): mayRevert = mayRevert || line.has("This reverts commit ")
    default: break
    }
  }
}

/// What the lines seen so far say about where the footers start.
private struct Ending {
  /// The start of a `BREAKING CHANGE` footer: nothing after it belongs to the body.
  private var certain: Int?
  /// The start of the last paragraphs that consist of footers alone.
  private var run: Int?
  private var paragraph = Paragraph()
  private var isParagraphOver = true

  private struct Paragraph {
    var start: Int?
    var footers = 0
    var others = 0
    var startsWithFooter = false
    var hasTrailerOfGit = false

    /// Git reads trailers where it wrote one of them itself and a quarter of the lines are
    /// trailers.
    var hasTrailers: Bool { hasTrailerOfGit && footers * 3 >= others }
  }

  var start: Int? {
    if let certain { return certain }
    if paragraph.startsWithFooter { return run ?? paragraph.start }
    return paragraph.hasTrailers ? paragraph.start : nil
  }

  mutating func endParagraph() { isParagraphOver = true }

  /// A line that is not blank.
  mutating func add(_ line: Span<UInt8>, at start: Int, isInTitle: Bool) {
    guard certain == nil else { return }
    if isParagraphOver { startParagraph(at: start) }
    let footer = FooterStart(line)
    if footer?.isBreaking == true {
      let isAmongFooters = paragraph.others == 0 || paragraph.startsWithFooter
      certain = isAmongFooters && !isInTitle ? run ?? paragraph.start : start
    }
    guard !isInTitle else { return }
    let isTrailer = footer != nil || isTrailerWithoutToken(line)
    if isTrailer {
      if paragraph.footers + paragraph.others == 0 { paragraph.startsWithFooter = true }
      paragraph.footers += 1
      let isOfGit = footer == nil || line.has("Signed-off-by: ")
      paragraph.hasTrailerOfGit = paragraph.hasTrailerOfGit || isOfGit
    } else if paragraph.footers == 0 || !isBlank(line[0]) {
      paragraph.others += 1
    }
  }

  private mutating func startParagraph(at position: Int) {
    let isRun = paragraph.footers > 0 && paragraph.others == 0
    run = isRun ? run ?? paragraph.start : nil
    paragraph = Paragraph(start: position)
    isParagraphOver = false
  }
}
