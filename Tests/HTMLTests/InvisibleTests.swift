import HTML
import Testing

/// Which characters that show nothing stay, and where.
@Suite struct InvisibleTests {
    @Test(arguments: [
        ("joiner in Persian", "\u{6CC}\u{200C}", true), ("joiner in a Latin word", "a\u{200D}", false),
        ("joiner of emoji", "\u{1F469}\u{200D}", true), ("two joiners", "\u{6CC}\u{200C}\u{200D}", false),
        ("joiner at the start", "\u{200D}", false), ("grapheme joiner in Hebrew", "\u{5D0}\u{34F}", true),
        ("grapheme joiner in a Latin word", "a\u{34F}", false),
        ("selector behind an emoji", "\u{2764}\u{FE0F}", true), ("selector behind a digit", "7\u{FE0F}", true),
        ("selector behind a letter", "x\u{FE0F}", false), ("two selectors", "\u{2764}\u{FE0F}\u{FE0F}", false),
        ("selector behind an ideograph", "\u{845B}\u{FE00}", true),
        ("further selector behind an ideograph", "\u{845B}\u{E0100}", true),
        ("further selector behind a letter", "x\u{E0100}", false),
        ("Mongolian selector behind Mongolian", "\u{1820}\u{180B}", true), ("and elsewhere", "x\u{180B}", false),
        ("tag behind a flag", "\u{1F3F4}\u{E0067}", true), ("tag behind a letter", "x\u{E0067}", false),
        ("vowel filler behind a consonant", "\u{1100}\u{1160}", true), ("vowel filler alone", "x\u{1160}", false),
        ("a letter", "xy", true), ("a mark", "e\u{301}", true),
    ])
    func standsBehind(name: String, text: String, isShown: Bool) throws {
        let scalars = Array(text.unicodeScalars)
        let scalar = try #require(scalars.last)
        #expect(!Invisible.isJunk(scalar))
        #expect(Invisible.isShown(scalar, behind: scalars.dropLast().last) == isShown, "\(name)")
    }

    @Test(arguments: [
        0x00, 0x1B, 0x7F, 0x9B, 0xAD, 0x115F, 0x17B4, 0x180E, 0x200B, 0x202E, 0x2060, 0x2066, 0x206F, 0x3164, 0xFDD0,
        0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC, 0xFFFE, 0x1BCA0, 0x1D173, 0x1FFFF,
    ])
    func isJunkEverywhere(value: UInt32) throws {
        #expect(Invisible.isJunk(try #require(Unicode.Scalar(value))))
    }
}
