import Testing

@testable import HTML

@Suite struct ContentKindTests {
    @Test(arguments: [
        ("", ContentKind.empty), ("20 0A 09 00", .empty), ("EFBBBF 3C70", .text), ("FFFE 3C00 7000", .text),
        ("3C00 7000 3E00", .text), ("3C 70 3E 00 61", .text), ("0A 3C 00 00 00", .text), ("68 69", .text),
        ("1B 24 42 24 33", .text), ("25 50 44 46 2D 31", .pdf), ("FF D8 FF E0", .image),
        ("89 50 4E 47 0D 0A 1A 0A", .image), ("47 49 46 38 39 61", .image), ("52494646 00000000 57454250 5650", .image),
        ("00000020 66747970 6D703432", .audioOrVideo), ("494433 04", .audioOrVideo), ("1F 8B 08 00", .archive),
        ("50 4B 03 04", .archive), ("7F 45 4C 46 02", .executable), ("77 4F 46 32", .font),
        ("61 01 02 03 04 05 06 62", .binary),
    ])
    func isToldByTheFirstBytes(hex: String, kind: ContentKind) {
        #expect(ContentKind(of: unhex(hex)) == kind)
    }

    private static let markup: [(name: String, page: [UInt8], kind: ContentKind)] = [
        ("random bytes", [.less] + noise(4000, seed: 1), .binary),
        ("other random bytes", bytes(" \n<") + noise(700, seed: 2), .binary),
        ("random bytes behind a tag", bytes("<html>") + noise(2000, seed: 3), .binary),
        ("one control character in 16", repeated("\u{1}abcdefghijklmno"), .text),
        ("one in 15", repeated("\u{1}abcdefghijklmn"), .binary),
        ("some stray ones", bytes("<p>\u{1}\u{2}\u{3}"), .text),
        ("a NUL behind each letter of a word", bytes("<p>Qu\0a\0y\0 \0a\0n\0d\0 pier"), .text),
        ("a page that is padded", bytes("<p>Quay") + zeros(2000), .text),
        ("binary data further down", repeated("quay and harbour wall ", count: 80) + noise(4000, seed: 4), .text),
        ("UTF-16 that nothing tells", utf16("<p>Причал закрыт до понедельника</p>"), .binary),
        ("UTF-16 with a mark", utf16("\u{FEFF}<p>Причал закрыт"), .text),
        ("UTF-16, most of it markup", utf16("<html><head><title>Причал"), .text),
        ("ISO-2022-JP", repeated("\u{1B}$B4_JI\u{1B}(B "), .text),
        ("windows-1251", tagged { [0xC0 + $0 % 64] }, .text),
        ("Shift_JIS", tagged { [0x81 + $0 % 31, 0x40 + $0 % 63] }, .text),
        ("GB 18030", tagged { [0x81, 0x30, 0x81 + $0 % 126, 0x39] }, .text),
    ]

    /// The mark of markup makes no page of what follows it.
    @Test(arguments: markup) func markupHoldsFewControlCharacters(name: String, page: [UInt8], kind: ContentKind) {
        #expect(ContentKind(of: page) == kind, "\(name)")
    }

    private static func repeated(_ text: String, count: Int = 40) -> [UInt8] {
        bytes("<p>" + String(repeating: text, count: count))
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private static func utf16(_ text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }

    /// A paragraph of characters that are made of a number.
    private static func tagged(_ character: (UInt8) -> [UInt8]) -> [UInt8] {
        bytes("<p>") + (0..<1000).flatMap { character(UInt8($0 % 200)) }
    }

    /// The same on any machine.
    private static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var state = seed
        return (0..<count).map { _ in
            // Knuth's constants for a linear congruential generator; its upper bits are the random ones.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    @Test func aDocumentRefusesWhatIsNoPage() {
        #expect(throws: HTMLError.empty) { try Document.parse(bytes(" \n")) }
        #expect(throws: HTMLError.notText(.pdf)) { try Document.parse(bytes("%PDF-1.7")) }
        var limits = ParseLimits()
        limits.bytes = 10
        #expect(throws: HTMLError.tooLarge(bytes: 12, limit: 10)) {
            try Document.parse(bytes("<p>123456789"), limits: limits)
        }
    }
}
