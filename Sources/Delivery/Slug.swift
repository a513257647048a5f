import Foundation

/// The readable part of a file name: letters, digits and dashes, no dash at either end, at most 80 bytes.
public enum Slug {
    /// The letters of a slug.
    public enum Script: String, CaseIterable, Sendable {
        /// `[a-z0-9-]`, whatever script the title is in.
        case latin
        /// Those of the title itself.
        case own
    }

    static let limitBytes = 80
    /// More of a title than this cannot get into the slug, and ICU need not see it.
    private static let limitScalars = 160

    /// From the title; from the last part of the URL's path where the title has no letter to give; else `article`.
    static func make(title: String?, url: String, script: Script = .latin) -> String {
        if script == .own, let slug = title.map(ownSlug(of:)), !slug.isEmpty { return slug }
        for candidate in [title, lastSegment(of: url)] {
            if let slug = candidate.map(slug(of:)), !slug.isEmpty { return slug }
        }
        return "article"
    }

    /// Letters, marks and decimal digits of any script, in lower case and NFC.
    private static func ownSlug(of text: String) -> String {
        let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(limitScalars)))
        var slug = String.UnicodeScalarView()
        var bytes = 0
        for scalar in CleanText.line(start.lowercased()).unicodeScalars
        where !scalar.properties.isDefaultIgnorableCodePoint {
            let piece: Unicode.Scalar = isOfAWord(scalar) ? scalar : "-"
            if piece == "-", slug.last == nil || slug.last == "-" { continue }
            bytes += UTF8.width(piece)
            guard bytes <= limitBytes else { break }
            slug.append(piece)
        }
        if slug.last == "-" { slug.removeLast() }
        return String(slug)
    }

    private static func isOfAWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber:
            true
        default: false
        }
    }

    private static func slug(of text: String) -> String {
        var bytes: [UInt8] = []
        for byte in ascii(text).utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): bytes.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
            case UInt8(ascii: "'"): continue
            default: if let last = bytes.last, last != dash { bytes.append(dash) }
            }
        }
        return String(decoding: trimmed(shortened(bytes)), as: UTF8.self)
    }

    /// In Latin letters without marks, by ICU's transliterators: ß is ss, ø is o, and Cyrillic, Greek, Arabic, Han …
    /// are romanised. What ICU leaves beyond ASCII becomes a dash; a soft
    /// hyphen is nothing.
    private static func ascii(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(limitScalars).filter { $0 != "\u{AD}" }
        let plain = scalars.map(Self.plain)
        // Making a transliterator takes ICU longer than all else of a file name, and of these letters each stands for itself.
        if plain.allSatisfy({ $0.isASCII || romanised[$0] != nil }) {
            return plain.map { romanised[$0] ?? String($0) }.joined()
        }
        return transliterated(String(String.UnicodeScalarView(plain)))
    }

    /// Only an unknown transliterator gives nil; then the ASCII letters of the text have to do.
    static func transliterated(_ text: String) -> String {
        text.applyingTransform(StringTransform("Any-Latin; Latin-ASCII"), reverse: false) ?? text
    }

    /// What ICU makes of each letter of Latin-1 and of Latin Extended-A and -B.
    private static let romanised: [Unicode.Scalar: String] = {
        let letters = (UInt32(0xC0)...0x24F).compactMap { Unicode.Scalar($0) }
        let lines = transliterated(letters.map { String($0) }.joined(separator: "\n"))
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == letters.count else { return [:] }
        return Dictionary(uniqueKeysWithValues: zip(letters, lines))
    }()

    /// Typographic punctuation as ICU writes it, or as what becomes the same dash.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x2018, 0x2019: "'"
        case 0x201C, 0x201D: "\""
        case 0xA0, 0xAB, 0xBB, 0x2010...0x2015, 0x201A, 0x201E, 0x2026: " "
        default: scalar
        }
    }

    /// Cut to the limit, at a word's end unless that would waste half of it.
    private static func shortened(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard bytes.count > limitBytes else { return bytes[...] }
        let start = bytes[..<limitBytes]
        if bytes[limitBytes] == dash { return start }
        guard let end = start.lastIndex(of: dash), end >= limitBytes / 2 else { return start }
        return start[..<end]
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.last == dash ? bytes.dropLast() : bytes
    }

    /// The last part of the URL's path that is not empty, percent-decoded, without its suffix.
    private static func lastSegment(of url: String) -> String? {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        let afterScheme = path.firstRange(of: "://").map { path[$0.upperBound...] } ?? path
        guard let segment = afterScheme.split(separator: "/").dropFirst().last else { return nil }
        let name = String(segment).removingPercentEncoding ?? String(segment)
        guard let dot = name.lastIndex(of: "."), name[dot...].utf8.count <= 6 else { return name }
        return String(name[..<dot])
    }

    private static let dash = UInt8(ascii: "-")
}
