import HTML

/// One line of the input: clean, on one line, with what its white space said.
struct TextLine {
    /// Valid UTF-8 of printable characters, trimmed; empty for a blank line.
    let bytes: [UInt8]
    /// Columns of white space in front.
    let indent: Int
    /// Columns the text takes in a terminal: two for a CJK character.
    let columns: Int

    var isBlank: Bool { bytes.isEmpty }
}

/// Cuts UTF-8 into lines at LF, CRLF, CR, VT, FF, NEL and the two separators of Unicode (UAX 14, class BK).
enum TextLines {
    /// - Returns: nil for a text of more lines than the limit.
    static func split(_ text: [UInt8], limit: Int = .max) -> [TextLine]? {
        var lines: [TextLine] = []
        return text.withUnsafeBufferPointer { text in
            var start = 0
            var position = 0
            while position < text.count {
                let length = breakLength(text, position)
                if length > 0 {
                    guard lines.count < limit else { return nil }
                    let line = line(UnsafeBufferPointer(rebasing: text[start..<position]))
                    // One blank line says as much as many.
                    if !line.isBlank || lines.last?.isBlank != true { lines.append(line) }
                    start = position + length
                }
                position += max(length, 1)
            }
            lines.append(line(UnsafeBufferPointer(rebasing: text[start...])))
            return lines
        }
    }

    /// How many bytes of line break stand here.
    @inline(__always)
    private static func breakLength(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
        switch text[position] {
        case 0x0A, 0x0B, 0x0C: 1
        case 0x0D: position + 1 < text.count && text[position + 1] == 0x0A ? 2 : 1
        case 0xC2: position + 1 < text.count && text[position + 1] == 0x85 ? 2 : 0
        case 0xE2:
            position + 2 < text.count && text[position + 1] == 0x80 && text[position + 2] | 1 == 0xA9 ? 3 : 0
        default: 0
        }
    }

    private static func line(_ source: UnsafeBufferPointer<UInt8>) -> TextLine {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        _ = PrintableText.append(source, to: &bytes, from: 0)
        if bytes.last == 0x20 { bytes.removeLast() }
        return TextLine(bytes: bytes, indent: indent(of: source), columns: TextWidth.columns(bytes))
    }

    private static func indent(of source: UnsafeBufferPointer<UInt8>) -> Int {
        var columns = 0
        var position = 0
        while position < source.count {
            let scalar = UTF8Scalar.decode(source, at: &position)
            guard PrintableText.kind(of: scalar) != .printable else { break }
            columns += scalar == "\t" ? 4 : scalar == "\u{3000}" ? 2 : scalar == " " || scalar == "\u{A0}" ? 1 : 0
        }
        return columns
    }
}

/// How wide text is in columns: a CJK or Hangul character takes two (close enough to UAX 11 for finding a wrap).
enum TextWidth {
    static func columns(_ bytes: some Sequence<UInt8>) -> Int {
        var columns = 0
        for byte in bytes where byte & 0xC0 != 0x80 { columns += byte >= 0xE3 && byte < 0xF0 ? 2 : 1 }
        return columns
    }
}
