import Worker

extension HostileInput {
    /// Trouble in the characters.
    package static let text: [HostileInput] = [
        page("one text without a tag") { "<p>" + many("Some words of a text without an end. ", 5000 * $0) + "</p>" },
        page("one word") { "<p>" + many("x", 78_125 * $0) + "</p>" },
        page("commas") { "<p>" + many(",", 31_250 * $0) + "</p>" },
        page("spaces") { "<p>" + many(" ", 78_125 * $0) + "x</p>" },
        page("non-breaking spaces") { "<p>" + many("&nbsp;", 12_500 * $0) + "x</p>" },
        page("entities") { "<p>" + many("&amp;&lt;&eacute;", 6250 * $0) + "</p>" },
        page("numeric references") { "<p>" + many("&#x1F600;&#0;&#xD800;&#x202E;&#27;", 3125 * $0) + "</p>" },
        page("names of references") { "<p>" + numbered("&q#; ", 6250 * $0) + "</p>" },
        page("names of references in attributes") { numbered("<i title='&q#;&q.#;'></i>", 3125 * $0) },
        page("names of references in a value without an end") { "<i title=\"" + numbered("&q#;", 6250 * $0) + ">" },
        page("entities without an end") { "<p>" + many("&nbsp&abcdef&", 6250 * $0) + "</p>" },
        page("Chinese") { "<p>" + many("中文新聞報道，今天的天氣很好。", 3125 * $0) + "</p>" },
        page("Chinese paragraphs") { many("<p>中文新聞報道，今天的天氣很好。</p>", 1000 * $0) },
        page("right-to-left text") { "<p>" + many("خبر عاجل من المدينة ", 3125 * $0) + "</p>" },
        page("bidi controls") { "<p>" + many("\u{202E}a\u{2066}b\u{202A}", 5000 * $0) + "</p>" },
        page("zero-width characters") { "<p>" + many("a\u{200B}\u{200D}\u{FEFF}\u{2060}", 5000 * $0) + "</p>" },
        page("combining marks") { "<p>e" + many("\u{301}\u{316}", 12_500 * $0) + "</p>" },
        page("marks in elements of their own") { "<p>e" + many("<i>\u{301}</i>\u{316}", 4_000 * $0) + "</p>" },
        head("marks in a title") { "<title>e" + many("\u{301}\u{316}", 12_500 * $0) + "</title>" },
        page("decomposed letters") { "<p>" + many("e\u{301}o\u{308} ", 7500 * $0) + "</p>" },
        page("Hangul in pieces") { "<p>" + many("\u{1112}\u{1161}\u{11AB}", 6250 * $0) + "</p>" },
        page("one character of many letters") { "<p>" + many("\u{1100}", 12_500 * $0) + "</p>" },
        page("variation selectors") { "<p>x" + many("\u{FE0F}\u{180B}\u{34F}", 6250 * $0) + "</p>" },
        page("fillers") { "<p>" + many("x\u{3164}\u{115F}\u{1160}\u{FFA0}\u{17B4}", 3125 * $0) + "</p>" },
        page("noncharacters") { "<p>" + many("\u{FFFE}\u{FFFF}\u{1FFFE}\(arabicNoncharacter)x", 5000 * $0) + "</p>" },
        page("escape sequences") { "<p>" + many("\u{1B}[31mred\u{1B}]0;title\u{7}\u{9B}2J", 3125 * $0) + "</p>" },
        page("line ends") { "<p>" + many("a\r\nb\rc\u{2028}\u{85}", 5000 * $0) + "</p>" },
        page("preformatted lines") { "<pre>" + many("line\n", 12_500 * $0) + "</pre>" },
        page("hard breaks and pipes") { "<p>" + many("a | b | ", 7500 * $0) + "</p>" },
        page("prompts") {
            many("<p>Subscribe to our newsletter. Read more: sign in. Share on Facebook.</p>", 750 * $0)
        },
        page("dates") { many("<time>2024-05-03T10:00:00Z</time> By John Smith, May 3, 2024 ", 750 * $0) },
        page("bylines") { many("<p class=byline>By <a rel=author href=/x>John Smith</a></p>", 750 * $0) },
        HostileInput("NULs") { Array((before() + "<p>" + many("\0", 31_250 * $0) + "</p>" + after).utf8) },
        HostileInput("NULs in words and tags") {
            Array((before() + many("<\0p>a\0b</p\0>", 3125 * $0) + after).utf8)
        },
        HostileInput("invalid UTF-8") { size in
            Array(before("<meta charset=utf-8>").utf8)
                + Array(repeating: [0xFF, 0xC0, 0xE2, 0x82, 0x20], count: 6250 * size).joined()
                + Array(after.utf8)
        },
        HostileInput("one bad byte", survivor: words) { size in
            Array(before("<meta charset=utf-8>").utf8) + Array(many("é ", 12_500 * size).utf8) + [0xC3]
                + Array(after.utf8)
        },
        HostileInput("UTF-16 with a mark") { size in utf16(before() + many("<p>é ", 3125 * size) + after, mark: true)
        },
        HostileInput("UTF-16 without a mark", charset: "utf-16le") { size in
            utf16(before() + many("<p>é ", 3125 * size) + after, mark: false)
        },
        HostileInput("UTF-16 of lone surrogates", charset: "utf-16le", survivor: nil) { size in
            Array(repeating: [0x00, 0xD8] as [UInt8], count: 12_500 * size).flatMap { $0 }
        },
        HostileInput("a lying declaration", charset: "shift_jis") { size in
            Array((before("<meta charset=big5>") + many("<p>žluťoučký kůň ", 1562 * size) + after).utf8)
        },
        HostileInput("escapes of ISO-2022-JP", charset: "iso-2022-jp") { size in
            Array((before() + "<p>" + many("\u{1B}$B0!\u{1B}(B", 5000 * size) + after).utf8)
        },
        HostileInput("half characters of GB 18030", charset: "gb18030") { size in
            Array(before().utf8) + Array(repeating: [0x81, 0x30, 0x20], count: 7500 * size).joined()
                + Array(after.utf8)
        },
        HostileInput("UTF-7", charset: "utf-7") { size in
            Array((before() + many("+ADw-script+AD4-", 3125 * size) + after).utf8)
        },
    ]

    /// U+FDD0, which the compiler refuses in a literal.
    private static let arabicNoncharacter = String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self)

    private static func utf16(_ text: String, mark: Bool) -> [UInt8] {
        (mark ? [0xFF, 0xFE] : []) + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }
}
