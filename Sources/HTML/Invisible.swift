/// Characters that show nothing: which never do, and which mean something only behind certain others.
public enum Invisible {
    /// Never of use in a text: controls, bidi embeddings, overrides and isolates, soft hyphens, zero-width spaces, fillers,
    /// noncharacters.
    public static func isJunk(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x115F, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x202A...0x202E, 0x2060...0x206F,
            0x3164, 0xFDD0...0xFDEF, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFC, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A:
            true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    /// Whether a scalar that is no junk may stand behind `last`. Elsewhere it shows nothing, and only makes words differ that
    /// read alike; a whole text can be written in some of them.
    public static func isShown(_ scalar: Unicode.Scalar, behind last: @autoclosure () -> Unicode.Scalar?) -> Bool {
        switch scalar.value {
        case 0x34F, 0x200C, 0x200D: joins(last())
        case 0x1160: last().map { (0x1100..<0x115F).contains($0.value) } ?? false
        case 0x180B...0x180D, 0x180F: last().map { (0x1820..<0x18AB).contains($0.value) } ?? false
        case 0xFE00...0xFE0F: last().map(isVaried) ?? false
        case 0xE0000..<0xE0080: last().map(isFlag) ?? false
        case 0xE0080..<0xE0200: last()?.properties.isIdeographic ?? false
        default: true
        }
    }

    /// GRAPHEME JOINER, ZERO WIDTH NON-JOINER and JOINER: behind a letter or mark beyond Latin, or an emoji.
    private static func joins(_ last: Unicode.Scalar?) -> Bool {
        guard let last else { return false }
        switch last.value {
        case 0xA9, 0xAE: return true
        case 0..<0x370, 0x1E00..<0x1F00, 0x2000..<0x20D0, 0x3000..<0xA000, 0xAC00..<0xD7A4: return false
        default: return true
        }
    }

    /// Variation selectors pick the shape of emoji, with digits that become keys, of signs, of ideographs and their
    /// punctuation, and of letters of Myanmar and Phags-pa (Unicode's StandardizedVariants.txt).
    private static func isVaried(_ last: Unicode.Scalar) -> Bool {
        switch last.value {
        case 0x1000..<0x10A0, 0x2010..<0x2C00, 0x3000..<0x3020, 0xA840..<0xA878, 0xAA60..<0xAA80, 0xFF00..<0xFF61: true
        default: last.properties.isEmoji || last.properties.isIdeographic
        }
    }

    /// Tags only spell the name of a flag (Unicode Technical Standard 51, annex C).
    private static func isFlag(_ last: Unicode.Scalar) -> Bool {
        last.value == 0x1F3F4 || (0xE0020..<0xE0080).contains(last.value)
    }
}
