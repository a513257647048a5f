import Foundation

/// Text fit for an output file: NFC, no control character but the line feed, nothing that turns the direction of
/// what follows (embeddings, overrides and isolates), no byte-order mark.
enum CleanText {
    /// As one line: every run of white space is one space.
    static func line(_ text: String) -> String {
        lines(of: text).flatMap { $0.split(separator: " ") }.joined(separator: " ")
    }

    /// As one paragraph: its line breaks stay, blank lines and space around lines go.
    static func paragraph(_ text: String) -> String {
        lines(of: text).map { $0.split(separator: " ").joined(separator: " ") }
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
