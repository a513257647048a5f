/// Finds the character set of a page and turns it into UTF-8.
public enum Charset {
    /// Never fails: what cannot be read becomes U+FFFD. In this order, the first that speaks decides:
    ///
    /// 1. a byte order mark;
    /// 2. a NUL in every other byte, which is UTF-16;
    /// 3. valid UTF-8 with at least one character beyond ASCII: pages lie about it, but no other text looks so;
    /// 4. nearly valid UTF-8, with twenty good sequences for each bad one;
    /// 5. the transport's charset;
    /// 6. the page's own declaration in its first 4096 bytes;
    /// 7. windows-1252.
    ///
    /// A NUL is dropped without a replacement: it stands inside words, where a space would split them.
    ///
    /// - Parameters:
    ///   - bytes: of a page.
    ///   - transport: the charset of the Content-Type header, in any spelling.
    public static func decode(_ bytes: [UInt8], transport: String?) -> DecodedText {
        if let marked = ByteOrderMark.find(in: bytes) {
            return transcode(bytes, from: marked.charset, .byteOrderMark, skipping: marked.count)
        }
        if let utf16 = UTF16Pattern.find(in: bytes) { return transcode(bytes, from: utf16, .nulPattern) }
        switch UTF8Survey(of: bytes) {
        case .ascii: return decodeASCII(bytes, transport: transport)
        case .valid: return keep(bytes, .utf8Validity)
        case .nearlyValid: return transcode(bytes, from: .utf8, .utf8Validity)
        case .broken(let good, let cut, let bad):
            let (charset, evidence) = declared(in: bytes, transport: transport)
            if charset == .utf8 && good + cut < bad {
                return transcode(bytes, from: .windows1252, .fallback)
            }
            return transcode(bytes, from: charset, evidence)
        }
    }

    /// All character sets that a page may carry agree on ASCII, but for ISO-2022-JP, which writes Japanese with it.
    private static func decodeASCII(_ bytes: [UInt8], transport: String?) -> DecodedText {
        let (charset, evidence) = declared(in: bytes, transport: transport)
        if charset == .iso2022JP { return transcode(bytes, from: charset, evidence) }
        return keep(bytes, evidence, charset: charset)
    }

    private static func declared(in bytes: [UInt8], transport: String?) -> (CharsetLabel, DecodedText.Evidence) {
        if let transport, let charset = CharsetLabel.named(Array(transport.utf8)) {
            return (charset.asciiReadable, .declaredByTransport)
        }
        if let charset = CharsetDeclaration.find(in: bytes) { return (charset.asciiReadable, .declaredInPage) }
        return (.windows1252, .fallback)
    }

    /// Bytes that are UTF-8 already. Copied only where a NUL has to go.
    private static func keep(
        _ bytes: [UInt8], _ evidence: DecodedText.Evidence, charset: CharsetLabel = .utf8
    ) -> DecodedText {
        let clean = bytes.containsNUL ? bytes.filter { $0 != 0 } : bytes
        return DecodedText(bytes: clean, charset: charset.name, evidence: evidence, replacements: 0)
    }

    private static func transcode(
        _ bytes: [UInt8], from charset: CharsetLabel, _ evidence: DecodedText.Evidence, skipping skipped: Int = 0
    ) -> DecodedText {
        if charset == .utf8, skipped > 0, UTF8Survey(of: bytes).isValid {
            return keep(Array(bytes[skipped...]), evidence)
        }
        let (text, replacements) = Transcoder.utf8(of: bytes, from: skipped, charset: charset)
        return DecodedText(bytes: text, charset: charset.name, evidence: evidence, replacements: replacements)
    }
}

extension CharsetLabel {
    /// A declaration that could be read as ASCII was not written in UTF-16 (HTML, section 13.2.3.2, "prescan").
    fileprivate var asciiReadable: CharsetLabel { name.hasPrefix("utf-16") ? .utf8 : self }
}
