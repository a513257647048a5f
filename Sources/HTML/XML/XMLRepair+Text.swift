internal import CXML2

/// Text, attribute values and references.
extension XMLRepair {
    /// Writes the input up to `end` as text that is also safe between double quotes.
    /// - Parameter keepsReferences: false in CDATA, where an ampersand is just one.
    mutating func appendText(upTo end: Int, keepsReferences: Bool) {
        var start = position
        while position < end {
            let byte = input[position]
            guard Self.isSpecial[Int(byte)] else {
                position += 1
                continue
            }
            output += input[start..<position]
            if byte == UInt8(ascii: "&"), keepsReferences, let length = appendReference(upTo: end) {
                position += length
            } else if byte == 0xEF {
                appendUnlessNoncharacter(upTo: end)
            } else {
                if byte > 0x20 { output += "&#\(byte);".utf8 }
                position += 1
            }
            start = position
        }
        output += input[start..<end]
        position = end
    }

    /// Controls XML forbids, and the marks that mean something to the parser.
    private static let isSpecial: [Bool] = (0..<256).map { byte in
        byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte) || byte == 0xEF
            || "&<>\"".utf8.contains(UInt8(byte))
    }

    /// U+FFFE and U+FFFF are no characters in XML; a byte order mark inside the text is noise.
    private mutating func appendUnlessNoncharacter(upTo end: Int) {
        let isWhole = position + 2 < end
        let tail = isWhole ? (input[position + 1], input[position + 2]) : (0, 0)
        let isDropped = (tail.0 == 0xBF && tail.1 >= 0xBE) || (tail.0 == 0xBB && tail.1 == 0xBF)
        if !isDropped { output += input[position..<min(position + 3, end)] }
        position = min(position + 3, end)
    }

    /// Writes what the reference at `position` means and returns its length; nil for a bare ampersand.
    private mutating func appendReference(upTo end: Int) -> Int? {
        let body = input[(position + 1)..<min(end, position + 40)]
        if body.first == UInt8(ascii: "#") { return appendNumeric(body.dropFirst()) }
        let name = body.prefix { XMLNames.isStart($0) || (0x30...0x39).contains($0) }
        guard !name.isEmpty, name.endIndex < body.endIndex, body[name.endIndex] == UInt8(ascii: ";"),
            let value = Self.namedCharacter(name)
        else { return nil }
        appendCharacter(value)
        return name.count + 2
    }

    private mutating func appendNumeric(_ body: ArraySlice<UInt8>) -> Int? {
        let isHex = (body.first ?? 0) | 0x20 == UInt8(ascii: "x")
        let digits = body.dropFirst(isHex ? 1 : 0).prefix { Self.isDigit($0, isHex: isHex) }
        guard !digits.isEmpty else { return nil }
        let value = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10) ?? 0
        appendCharacter(value)
        let hasSemicolon = digits.endIndex < body.endIndex && body[digits.endIndex] == UInt8(ascii: ";")
        return digits.count + (isHex ? 3 : 2) + (hasSemicolon ? 1 : 0)
    }

    private static func isDigit(_ byte: UInt8, isHex: Bool) -> Bool {
        (0x30...0x39).contains(byte) || isHex && (0x61...0x66).contains(byte | 0x20)
    }

    private mutating func appendCharacter(_ value: UInt32) {
        let value = (0x80...0x9F).contains(value) ? HTMLReferences.windows1252[Int(value - 0x80)] : value
        switch value {
        case 0..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0xD800...0xDFFF, 0xFFFE, 0xFFFF: break
        case 0x09, 0x0A, 0x0D, 0x22, 0x26, 0x3C, 0x3E: output += "&#\(value);".utf8
        default: output += (Unicode.Scalar(value).map { String($0) } ?? "").utf8
        }
    }

    private static func namedCharacter(_ name: ArraySlice<UInt8>) -> UInt32? {
        HTMLReferences.character(named: String(decoding: name, as: UTF8.self))
    }
}

/// The character references of HTML.
public enum HTMLReferences {
    /// What the numbers 0x80 to 0x9F mean in HTML: the characters of windows-1252 (HTML, 13.2.5.80).
    static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// The code point of `&name;` for the names of HTML 4 and XML; nil for other names.
    public static func character(named name: String) -> UInt32? {
        if name == "apos" { return 0x27 }
        return htmlEntityLookup(name).map { $0.pointee.value }
    }

    /// The code point that a numeric reference means in HTML; nil where it means none.
    public static func character(numbered value: UInt32) -> Unicode.Scalar? {
        let value = (0x80...0x9F).contains(value) ? windows1252[Int(value - 0x80)] : value
        return value == 0 ? nil : Unicode.Scalar(value)
    }
}
