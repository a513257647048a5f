/// Finds the character set of an XML document and turns it into UTF-8.
public enum XMLCharset {
    /// A byte order mark or UTF-16's pattern of NULs decides, then `transport`, then the XML declaration, and without
    /// any of them the text itself. Other than for a page, valid UTF-8 does not outweigh what is declared, for a
    /// feed's declaration is written by the program that writes the feed.
    ///
    /// - Parameters:
    ///   - bytes: of an XML document.
    ///   - transport: the character set that HTTP or the user names.
    public static func decode(_ bytes: [UInt8], transport: String?) -> DecodedText {
        let isMarked = ByteOrderMark.find(in: bytes) != nil || UTF16Pattern.find(in: bytes) != nil
        if isMarked { return Charset.decode(bytes, transport: nil) }
        if let label = transport.flatMap({ CharsetLabel.named(Array($0.utf8)) }) {
            return decode(bytes, label, .declaredByTransport)
        }
        if let label = declared(in: bytes) { return decode(bytes, label, .declaredInPage) }
        return Charset.decode(bytes, transport: nil)
    }

    /// Text that claims to be UTF-8 and is not, is best judged as a page; and what was readable so far is no UTF-16.
    private static func decode(
        _ bytes: [UInt8], _ label: CharsetLabel, _ evidence: DecodedText.Evidence
    ) -> DecodedText {
        let isUTF16 = label.name.hasPrefix("utf-16") && bytes.prefix(2).contains(0)
        if label == .utf8 || (label.name.hasPrefix("utf-16") && !isUTF16) {
            return Charset.decode(bytes, transport: "utf-8")
        }
        let (text, replacements) = Transcoder.utf8(of: bytes, from: 0, charset: label)
        return DecodedText(bytes: text, charset: label.name, evidence: evidence, replacements: replacements)
    }

    /// The `encoding` of an XML declaration in the first kilobyte, which need not be the first thing there.
    private static func declared(in bytes: [UInt8]) -> CharsetLabel? {
        let head = bytes.prefix(1024)
        guard let start = range(of: "<?xml", in: head), let end = range(of: "?>", in: head[start.upperBound...]),
            let name = range(of: "encoding", in: head[start.upperBound..<end.lowerBound])
        else { return nil }
        let value = head[name.upperBound..<end.lowerBound].drop { $0 <= 0x20 || $0 == UInt8(ascii: "=") }
        guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        return CharsetLabel.named(value.dropFirst().prefix { $0 != quote })
    }

    private static func range(of text: StaticString, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        text.withUTF8Buffer { wanted in
            let start = bytes.indices.first { bytes[$0...].starts(with: wanted) }
            return start.map { $0..<($0 + wanted.count) }
        }
    }
}
