import Testing

@testable import Daemon

/// What foreign text becomes in a log, an error and on a terminal.
@Suite struct LogTextTests {
    static let rows: [(text: String, shown: String)] = [
        ("plain text", "plain text"), ("", ""), ("naïve 中文 русский", "naïve 中文 русский"),
        ("a\nb\tc\r\u{2028}\u{85}d", "a b c   d"), ("\u{1B}[31mred\u{9B}2J", "\u{FFFD}[31mred\u{FFFD}2J"),
        ("\u{202E}\u{2066}x\u{200E}", "\u{FFFD}\u{FFFD}x\u{FFFD}"),
        ("a\u{200B}\u{FEFF}\u{AD}b", "a\u{FFFD}\u{FFFD}\u{FFFD}b"),
        ("e\u{301}te\u{301}", "été"), ("\u{1112}\u{1161}\u{11AB}", "한"),
        ("a\u{200D}b\u{200C}", "ab"), ("می\u{200C}روم", "می\u{200C}روم"), ("می\u{200C}\u{200C}روم", "می\u{200C}روم"),
        ("a\u{FE0F}b", "ab"), ("✂\u{FE0F}", "✂\u{FE0F}"), ("👩\u{200D}🚒", "👩\u{200D}🚒"),
        ("\u{374}\u{200D}x", "\u{2B9}x"), ("\u{3164}\u{34F}", "\u{FFFD}\u{FFFD}"),
        ("\u{E000}\u{E0041}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ]

    @Test(arguments: rows) func showsLettersOnly(text: String, shown: String) {
        let cleaned = LogText.clean(text, limit: 100)
        #expect(Array(cleaned.unicodeScalars) == Array(shown.unicodeScalars))
        #expect(LogText.clean(cleaned, limit: 100) == cleaned)
    }

    @Test(arguments: [("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("äöüß", 3, "äö…"), ("x", 1, "x")])
    func cutsWithAMark(text: String, limit: Int, shown: String) {
        #expect(LogText.clean(text, limit: limit) == shown)
    }
}
