internal import CICU
import Foundation

/// Text fit for an output file: NFC, no control character but the line feed, nothing that turns the direction of
/// what follows (embeddings, overrides and isolates), no byte-order mark.
///
/// Extraction hands out clean text: where a look over its bytes finds nothing to do, it is taken as it is.
enum CleanText {
    /// As one line: every run of white space is one space.
    static func line(_ text: String) -> String {
        if isClean(text, lineFeeds: false) { return text }
        return lines(of: text).flatMap { $0.split(separator: " ") }.joined(separator: " ")
    }

    /// As one paragraph: its line breaks stay, blank lines and space around lines go.
    static func paragraph(_ text: String) -> String {
        if isClean(text, lineFeeds: true) { return text }
        return lines(of: text).map { $0.split(separator: " ").joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// As one paragraph whose spaces matter: only space at the end of lines and blank lines go, since a blank line is
    /// where the next paragraph begins.
    static func preformatted(_ text: String) -> String {
        lines(of: text)
            .map { line in line.lastIndex { $0 != " " }.map { line[...$0] } ?? "" }
            .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func lines(of text: String) -> [Substring] {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: scalars.append("\n")
            case 0x09: scalars.append(" ")
            case ..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars).precomposedStringWithCanonicalMapping.split(separator: "\n")
    }

    /// Whether cleaning would change nothing: single spaces inside lines, no empty lines, nothing that is dropped, NFC.
    private static func isClean(_ text: String, lineFeeds: Bool) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            // Before the first byte as behind a space: neither a space nor a line feed may stand there.
            var last = space
            for (index, byte) in bytes.enumerated() {
                let isBehindBlank = last == space || last == lineFeed
                switch byte {
                case space where isBehindBlank: return false
                case lineFeed where isBehindBlank || !lineFeeds: return false
                case space, lineFeed: break
                case ..<space, 0x7F: return false
                case 0xC2, 0xE2, 0xEF:
                    if isDropped(bytes[index...]) { return false }
                default: break
                }
                last = byte
            }
            return (bytes.isEmpty || last != space && last != lineFeed) && isNormalised(bytes)
        }
    }

    private static let space = UInt8(ascii: " ")
    private static let lineFeed = UInt8(ascii: "\n")

    /// Whether a control character beyond ASCII, a line separator, a turn of direction or a byte-order mark begins here.
    private static func isDropped(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let next = bytes.dropFirst()
        switch (bytes.first ?? 0, next.first ?? 0, next.dropFirst().first ?? 0) {
        case (0xC2, 0x80...0x9F, _), (0xE2, 0x80, 0xA8...0xAE), (0xE2, 0x81, 0xA6...0xA9), (0xEF, 0xBB, 0xBF):
            return true
        default: return false
        }
    }

    private static func isNormalised(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        var result: UnsafeMutablePointer<UInt8>?
        var count = 0
        defer { free(result) }
        return copydesk_icu_nfc(base, bytes.count, &result, &count) == 0
    }
}

extension DeliveredArticle.Paragraph {
    /// The text as it may stand in an output file.
    var cleanText: String {
        switch role {
        case .preformatted: CleanText.preformatted(text)
        case .heading: CleanText.line(text)
        case .paragraph, .listItem, .quote, .tableRow: CleanText.paragraph(text)
        }
    }
}
