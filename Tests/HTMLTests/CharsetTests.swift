import Testing

@testable import HTML

/// Which evidence wins, and what happens to what cannot be read.
@Suite struct CharsetTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let input: [UInt8]
        let transport: String?
        let text: String
        let charset: String
        let evidence: DecodedText.Evidence
        let replacements: Int

        init(
            _ name: String, _ input: [UInt8], _ transport: String? = nil, is text: String, in charset: String,
            _ evidence: DecodedText.Evidence, replacements: Int = 0
        ) {
            testDescription = name
            self.input = input
            self.transport = transport
            self.text = text
            self.charset = charset
            self.evidence = evidence
            self.replacements = replacements
        }
    }

    @Test(arguments: precedence + damage + declarations)
    func decodes(row: Row) {
        let decoded = Charset.decode(row.input, transport: row.transport)
        #expect(String(validating: decoded.bytes, as: UTF8.self) == row.text)
        #expect(decoded.charset == row.charset)
        #expect(decoded.evidence == row.evidence)
        #expect(decoded.replacements == row.replacements)
    }

    static let precedence: [Row] = [
        Row("a UTF-8 mark", unhex("EFBBBF") + bytes("é"), "latin1", is: "é", in: "utf-8", .byteOrderMark),
        Row(
            "a UTF-8 mark before broken text", unhex("EFBBBF 61 FF 62"), is: "a\u{FFFD}b", in: "utf-8", .byteOrderMark,
            replacements: 1),
        Row("a UTF-16LE mark", unhex("FFFE 6100 E900"), "utf-8", is: "aé", in: "utf-16le", .byteOrderMark),
        Row("a UTF-16BE mark", unhex("FEFF 0061 00E9"), is: "aé", in: "utf-16be", .byteOrderMark),
        Row("UTF-16LE without a mark", unhex("3C00 7000 3E00 2D4E"), is: "<p>中", in: "utf-16le", .nulPattern),
        Row("UTF-16BE without a mark", unhex("003C 0070 003E 4E2D"), "utf-16", is: "<p>中", in: "utf-16be", .nulPattern),
        Row(
            "a lone surrogate", unhex("FFFE 6100 00D8 6200"), is: "a\u{FFFD}b", in: "utf-16le", .byteOrderMark,
            replacements: 1),
        Row(
            "valid UTF-8 beats the transport", bytes("<p>Grüße"), "iso-8859-1", is: "<p>Grüße", in: "utf-8",
            .utf8Validity),
        Row(
            "valid UTF-8 beats the page", bytes("<meta charset=gb2312>Grüße"), is: "<meta charset=gb2312>Grüße",
            in: "utf-8", .utf8Validity),
        Row(
            "transport beats the page", bytes("<meta charset=koi8-r>") + [0xE9], "latin1", is: "<meta charset=koi8-r>é",
            in: "windows-1252", .declaredByTransport),
        Row(
            "an unknown transport charset yields to the page", bytes("<meta charset=koi8-r>") + [0xC1], "nonsense",
            is: "<meta charset=koi8-r>а", in: "koi8-r", .declaredInPage),
        Row("ASCII needs no evidence", bytes("plain"), is: "plain", in: "windows-1252", .fallback),
        Row("ASCII keeps its declaration", bytes("plain"), "utf-8", is: "plain", in: "utf-8", .declaredByTransport),
        Row(
            "ISO-2022-JP looks like ASCII", bytes("\u{1B}$B$3$s\u{1B}(B ok"), "iso-2022-jp", is: "こん ok",
            in: "iso-2022-jp", .declaredByTransport),
        Row(
            "a page that can be read as ASCII is not UTF-16", bytes("<meta charset=utf-16>") + [0xC3, 0xA9],
            is: "<meta charset=utf-16>é", in: "utf-8", .utf8Validity),
        Row(
            "declared UTF-16 and ASCII", bytes("<meta charset=utf-16>abc"), is: "<meta charset=utf-16>abc", in: "utf-8",
            .declaredInPage),
        Row("empty", [], is: "", in: "windows-1252", .fallback),
    ]

    static let damage: [Row] = [
        Row(
            "one bad byte in UTF-8", bytes(String(repeating: "é", count: 20)) + [0xFF] + bytes("z"), "latin1",
            is: String(repeating: "é", count: 20) + "\u{FFFD}z", in: "utf-8", .utf8Validity, replacements: 1),
        Row(
            "few bad bytes stay declared UTF-8", bytes("éé") + [0xFF] + bytes("z"), "utf-8", is: "éé\u{FFFD}z",
            in: "utf-8", .declaredByTransport, replacements: 1),
        Row(
            "a cut sequence stays declared UTF-8", bytes("a") + [0xE2, 0x80], "utf-8", is: "a\u{FFFD}", in: "utf-8",
            .declaredByTransport, replacements: 1),
        Row(
            "windows-1252 that calls itself UTF-8", bytes("caf") + [0xE9] + bytes(" d") + [0xE9] + bytes("j"), "utf-8",
            is: "café déj", in: "windows-1252", .fallback),
        Row(
            "a bad byte in GBK", bytes("<meta charset=gbk>") + [0xC4, 0xE3, 0xFF, 0x3C, 0x62, 0xBA, 0xC3],
            is: "<meta charset=gbk>你\u{FFFD}<b好", in: "gbk", .declaredInPage, replacements: 1),
        Row(
            "a lead byte never swallows markup", bytes("a") + [0x81] + bytes("<b"), "shift_jis", is: "a\u{FFFD}<b",
            in: "shift_jis", .declaredByTransport, replacements: 1),
        Row("NUL in a word", bytes("wo\0rd"), is: "word", in: "windows-1252", .fallback),
        Row("NUL between tags", bytes("<p>\0<b>é\0"), is: "<p><b>é", in: "utf-8", .utf8Validity),
        Row("NUL in a legacy page", bytes("\0caf\0") + [0xE9], is: "café", in: "windows-1252", .fallback),
        Row(
            "overlong sequences are refused", bytes("éé") + [0xC0, 0xAF], "utf-8", is: "éé\u{FFFD}\u{FFFD}",
            in: "utf-8", .declaredByTransport, replacements: 2),
        Row("undefined bytes of windows-1252", [0x61, 0x81, 0x62], is: "a\u{81}b", in: "windows-1252", .fallback),
    ]

    static let declarations: [Row] = [
        declaration(#"<META CHARSET="KOI8-R">"#),
        declaration("<meta charset = 'koi8-r' />"),
        declaration(#"<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">"#),
        declaration(#"<meta content="text/html;charset=koi8-r;x" http-equiv=content-type>"#),
        declaration(#"<?xml version="1.0" encoding="koi8-r"?>"#),
        declaration("<!-- <meta charset=gbk> --><meta charset=koi8-r>"),
        declaration("<meta charset=nonsense><meta charset=koi8-r>"),
        declaration("<metal charset=gbk><meta\ncharset=koi8-r>"),
        declaration(String(repeating: " ", count: 4000) + "<meta charset=koi8-r>"),
    ]

    private static func declaration(_ markup: String) -> Row {
        Row("declared by \(markup.suffix(60))", bytes(markup) + [0xC1], is: markup + "а", in: "koi8-r", .declaredInPage)
    }

    @Test func aLargePageIsDecodedInPieces() {
        let decoded = Charset.decode([UInt8](repeating: 0xE9, count: 1_000_000), transport: "latin1")
        #expect(decoded.bytes.count == 2_000_000)
        #expect(decoded.bytes.starts(with: "éé".utf8) && decoded.bytes.suffix(2) == [0xC3, 0xA9])
    }

    @Test(arguments: [
        ("ascii", "ascii"), ("é", "é"), ("e\u{301}", "é"), ("\u{1100}\u{1161}", "가"), ("\u{212B}", "Å"),
        ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("Привет", "Привет"), ("", ""), ("\u{FB1D}", "\u{5D9}\u{5B4}"),
    ])
    func normalisesToNFC(text: String, normal: String) {
        #expect(NormalizationForm.nfc(Array(text.utf8)) == Array(normal.utf8))
    }
}
