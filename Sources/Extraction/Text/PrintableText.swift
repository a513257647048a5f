/// Copies text so that only what can be printed stays: white space collapsed, control characters, bidi overrides, soft
/// hyphens, zero-width spaces and noncharacters gone, and of marks on one letter no more than anybody can read. Joiners stay
/// behind letters of the scripts that need them.
enum PrintableText {
    /// Appends `source` to `target`, whose current text begins at `start`, and returns how many scalars other than spaces
    /// were added. At the beginning and after a space no further space is added.
    static func append(_ source: UnsafeBufferPointer<UInt8>, to target: inout [UInt8], from start: Int) -> Int {
        var added = 0
        var position = 0
        var marks: Int?
        while position < source.count {
            let byte = source[position]
            if byte > 0x20 && byte < 0x7F {
                target.append(byte)
                added += 1
                position += 1
                marks = 0
                continue
            }
            let before = position
            let scalar = UTF8Scalar.decode(source, at: &position)
            switch kind(of: scalar) {
            case .space:
                if target.count > start, target.last != 0x20 { target.append(0x20) }
            case .invisible:
                break
            case .printable:
                if isMark(scalar) {
                    let before = marks ?? marksAtEnd(of: target[start...])
                    marks = before + 1
                    if before >= markLimit { continue }
                } else {
                    marks = 0
                }
                if isJoiner(scalar), !joins(target[start...]) { continue }
                if hides(scalar), !shows(scalar, behind: target[start...]) { continue }
                target.append(contentsOf: source[before..<position])
                added += 1
            }
        }
        return added
    }

    /// Unicode Standard Annex 15, section 13 (Stream-Safe Text Format): no writing system puts more marks on one letter. Comparing
    /// and normalising strings takes time with the square of a run.
    private static let markLimit = 30

    /// Whether normalisation may move the scalar. Ideographs and Hangul syllables need no look into the tables.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x300, 0x3400..<0xA000, 0xAC00..<0xD7A4: false
        default: scalar.properties.canonicalCombiningClass != .notReordered
        }
    }

    /// Marks that the text ends with, counted no further than the limit.
    private static func marksAtEnd(of text: ArraySlice<UInt8>) -> Int {
        let tail = String(decoding: text.suffix(markLimit * 4), as: UTF8.self)
        return tail.unicodeScalars.reversed().prefix(while: isMark).count
    }

    /// ZERO WIDTH NON-JOINER and ZERO WIDTH JOINER.
    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool { scalar.value & ~1 == 0x200C }

    /// Whether a joiner may stand behind the text: behind a letter or mark beyond Latin, or an emoji. Behind others it shows
    /// nothing, and only makes words differ that read alike.
    private static func joins(_ text: ArraySlice<UInt8>) -> Bool {
        guard let last = String(decoding: text.suffix(4), as: UTF8.self).unicodeScalars.last else { return false }
        switch last.value {
        case 0xA9, 0xAE: return true
        case 0..<0x370, 0x1E00..<0x1F00, 0x2000..<0x20D0, 0x3000..<0xA000, 0xAC00..<0xD7A4: return false
        default: return true
        }
    }

    /// Tags and the further variation selectors: invisible, and a whole text can be written in either.
    private static func hides(_ scalar: Unicode.Scalar) -> Bool { (0xE0000..<0xE0200).contains(scalar.value) }

    /// Whether such a scalar means something there: tags only spell the name of a flag (Unicode Technical Standard 51,
    /// annex C), and one selector picks the shape of an ideograph.
    private static func shows(_ scalar: Unicode.Scalar, behind text: ArraySlice<UInt8>) -> Bool {
        guard let last = String(decoding: text.suffix(4), as: UTF8.self).unicodeScalars.last else { return false }
        let isTag = scalar.value < 0xE0080
        return isTag ? last.value == 0x1F3F4 || (0xE0020..<0xE0080).contains(last.value) : last.properties.isIdeographic
    }

    enum Kind {
        case printable, space, invisible
    }

    static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .space
        case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
            0xFDD0...0xFDEF, 0xFFF0...0xFFFC, 0x61C, 0x180E:
            .invisible
        default: scalar.value & 0xFFFE == 0xFFFE ? .invisible : .printable
        }
    }

    /// A whole string, cleaned and trimmed.
    static func clean(_ text: String) -> String {
        var target: [UInt8] = []
        var source = text
        _ = source.withUTF8 { append($0, to: &target, from: 0) }
        if target.last == 0x20 { target.removeLast() }
        return String(decoding: target, as: UTF8.self)
    }
}
