import HTML

/// What every text that leaves Copydesk promises.
public enum OutputCheck {
    /// What is wrong with a text: control characters, open bidi controls, noncharacters, characters that take no room, or
    /// letters that are not in NFC.
    ///
    /// - Parameters:
    ///   - text: of a field or of a whole article.
    ///   - isField: whether it has to be one line.
    public static func faults(in text: String, isField: Bool = false) -> [String] {
        var faults: Set<String> = []
        var depth = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A where !isField: break
            case 0..<0x20, 0x7F..<0xA0: faults.insert("a control character")
            case 0x202A, 0x202B, 0x202D, 0x202E, 0x2066...0x2068: depth += 1
            case 0x202C, 0x2069: depth -= 1
            case 0xAD, 0x115F, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x2060...0x2065, 0x206A...0x206F, 0x3164, 0xFEFF, 0xFFA0,
                0xFFF9...0xFFFB, 0x1D173...0x1D17A:
                faults.insert("a character that takes no room")
            case 0xFDD0...0xFDEF: faults.insert("a noncharacter")
            default: if scalar.value & 0xFFFE == 0xFFFE { faults.insert("a noncharacter") }
            }
        }
        if depth != 0 { faults.insert("an open bidi control") }
        if straySelector(in: text) { faults.insert("a selector that selects nothing") }
        if strayJoiner(in: text) { faults.insert("a joiner that joins nothing") }
        let bytes = Array(text.utf8)
        if NormalizationForm.nfc(bytes) != bytes { faults.insert("letters that are not in NFC") }
        return faults.sorted()
    }

    /// Behind Latin letters, or one behind the other, selectors only make texts differ that read alike.
    private static func straySelector(in text: String) -> Bool {
        let isSelector = { (scalar: Unicode.Scalar) in (0xFE00...0xFE0F).contains(scalar.value) }
        guard text.unicodeScalars.contains(where: isSelector) else { return false }
        return zip(text.unicodeScalars, text.unicodeScalars.dropFirst()).contains { before, scalar in
            isSelector(scalar) && (isSelector(before) || before.properties.isAlphabetic && before.value < 0x370)
        }
    }

    /// Joiners are part of words in Arabic, Indic and some other scripts, and of emoji.
    private static func strayJoiner(in text: String) -> Bool {
        let isJoiner = { (scalar: Unicode.Scalar) in scalar.value == 0x200C || scalar.value == 0x200D }
        guard text.unicodeScalars.contains(where: isJoiner) else { return false }
        var before: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if isJoiner(scalar), before.map({ $0.value < 0x300 || isJoiner($0) }) ?? true, before?.value != 0xA9,
                before?.value != 0xAE, !"0123456789#*".unicodeScalars.contains(before ?? " ")
            {
                return true
            }
            before = scalar
        }
        return false
    }
}
