import HTML

/// Plain text that was scraped without markup → clean text.
///
///     bytes ─▶ TextLines ─▶ LineWrap (which breaks are paragraphs?) ─▶ TextBlock (facts) ─▶ FurniturePass, until nothing
///     more falls ─▶ CleanedText
///
/// Only furniture that its words and its place give away is removed; every other paragraph keeps its words and their order.
/// Cleaning what came out changes nothing: the passes end when one removes nothing, and no pass reads more than the text
/// of the paragraphs that are left. Time is linear in the input.
public enum PlainText {
    /// Cleans one text. A text of furniture only comes out empty.
    ///
    /// - Parameters:
    ///   - bytes: the scraped text.
    ///   - charset: the character set that is known from elsewhere; valid UTF-8 needs none.
    /// - Throws: ``ExtractionError/notAPage(_:)`` for bytes that are no text, ``ExtractionError/tooLarge(_:)`` for a text
    ///   of too many lines or paragraphs.
    public static func clean(_ bytes: [UInt8], charset: String? = nil) throws(ExtractionError) -> CleanedText {
        let kind = ContentKind(of: bytes)
        if kind != .text, kind != .empty, kind == .binary || holdsControlBytes(bytes) {
            throw ExtractionError.notAPage("the input is not a text but \(kind.rawValue)")
        }
        let text = Charset.decode(bytes, transport: charset).bytes
        guard let lines = TextLines.split(text, limit: lineLimit) else {
            throw ExtractionError.tooLarge("it has more than the \(lineLimit) lines that are read")
        }
        var kept = blocks(of: lines)
        guard kept.count <= blockLimit else {
            throw ExtractionError.tooLarge("\(kept.count) paragraphs are more than the \(blockLimit) that are read")
        }
        var removed: [RemovedBlock] = []
        for _ in 0..<passLimit {
            var pass = FurniturePass(kept)
            pass.run()
            let before = kept.count
            pass.divide(into: &kept, &removed)
            if kept.count == before { break }
        }
        return CleanedText(kept: kept, removed: removed)
    }

    /// The most lines of a text, each of which takes some hundred bytes.
    private static let lineLimit = 500_000

    /// The most paragraphs of a text; a hundred thousand cost two seconds.
    private static let blockLimit = 100_000

    /// A text ends its passes after two or three; the limit only bounds the time for one that was made to need more.
    private static let passLimit = 40

    /// A text may begin like a picture or an archive (“GIF89a is …”), but those hold bytes that no text holds.
    private static func holdsControlBytes(_ bytes: [UInt8]) -> Bool { bytes.contains { $0 < 0x09 } }

    /// Paragraphs: lines that were wrapped are joined, all others stand for themselves.
    private static func blocks(of lines: [TextLine]) -> [TextBlock] {
        let wrap = LineWrap(lines)
        let phrases = LinePhrases.bundled
        let book = PhraseBook.bundled
        var blocks: [TextBlock] = []
        var position = 0
        while position < lines.count {
            var bytes = lines[position].bytes
            while position + 1 < lines.count, wrap.joins(lines[position], lines[position + 1]),
                !isFurniture(lines[position + 1], phrases)
            {
                let next = lines[position + 1].bytes
                let seam = Seam(lines[position].bytes, next)
                if !seam.isTight, !seam.isHyphen { bytes.append(0x20) }
                bytes.append(contentsOf: next)
                position += 1
            }
            if !bytes.isEmpty { blocks.append(TextBlock(bytes, order: blocks.count, phrases: phrases, book: book)) }
            position += 1
        }
        return blocks
    }

    /// A line that is a label by itself never belongs to the paragraph above it.
    private static func isFurniture(_ line: TextLine, _ phrases: LinePhrases) -> Bool {
        guard line.columns <= 48 else { return false }
        let words = WordHash.words(String(decoding: line.bytes, as: UTF8.self))
        guard let match = phrases.whole(words[...], isNumber: { _ in false }) else { return false }
        return match.group != .networks && match.group != .connectors
    }
}
