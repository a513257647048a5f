internal import URLs

/// How much an address looks like an article's, by its shape alone: a date, a headline's words, a number.
struct LinkShape {
    /// 0 for none to 3.
    let likeness: Double

    private static let most = 3.0

    init(_ url: WebURL) {
        let segments = url.path.utf8.split(separator: UInt8(ascii: "/")).map { Self.withoutExtension($0) }
        let slug = segments.map(Self.words).max() ?? 0
        var likeness = slug >= 5 ? 2.5 : slug == 4 ? 2 : slug == 3 ? 1 : 0
        if Self.holdsDate(segments) { likeness += 2 }
        if segments.suffix(2).contains(where: Self.holdsNumber) { likeness += 1.5 }
        if let query = url.query, Self.holdsNumber(Substring(query).utf8) || Self.isNumbered(query) { likeness += 1 }
        self.likeness = min(Self.most, likeness)
    }

    private static func withoutExtension(_ segment: Substring.UTF8View) -> Substring.UTF8View {
        guard let dot = segment.lastIndex(of: UInt8(ascii: ".")), segment[dot...].count <= 6 else { return segment }
        return segment[..<dot]
    }

    /// Words of a headline in an address. Scripts without spaces give one long, percent-encoded word.
    private static func words(_ segment: Substring.UTF8View) -> Int {
        let parts = segment.split { "-_+".utf8.contains($0) }
        let words = parts.count { $0.contains { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A } }
        let encoded = segment.count { $0 == UInt8(ascii: "%") }
        return max(words, encoded / 9)
    }

    /// `/2026/03/`, `2026-03-11` or `20260311`.
    private static func holdsDate(_ segments: [Substring.UTF8View]) -> Bool {
        let numbers = segments.map { digits($0).count == $0.count ? number($0) : nil }
        for (year, month) in zip(numbers, numbers.dropFirst()) {
            if let year, let month, isYear(year), (1...12).contains(month) { return true }
        }
        return segments.contains { segment in
            let parts = segment.split { !(0x30...0x39).contains($0) }.map { number($0) ?? 0 }
            let isDashed = zip(parts, parts.dropFirst()).contains { isYear($0) && (1...12).contains($1) }
            return isDashed || parts.contains { isYear($0 / 10_000) && (101...1231).contains($0 % 10_000) }
        }
    }

    private static func isYear(_ number: Int) -> Bool { (1990...2099).contains(number) }

    /// Five digits in a row, or a word of letters and digits as systems make them.
    private static func holdsNumber(_ segment: Substring.UTF8View) -> Bool {
        segment.split { !isAlphanumeric($0) }.contains { word in
            let digits = digits(word)
            return digits.count >= 5 && word.count <= 40
                || word.count >= 8 && digits.count >= 2 && digits.count < word.count
        }
    }

    /// `p=123`, `id=4567`.
    private static func isNumbered(_ query: String) -> Bool {
        query.utf8.split(separator: UInt8(ascii: "&")).contains { parameter in
            let value = parameter.drop { $0 != UInt8(ascii: "=") }.dropFirst()
            return value.count >= 2 && digits(value).count == value.count
        }
    }

    private static func digits(_ bytes: Substring.UTF8View) -> [UInt8] { bytes.filter { (0x30...0x39).contains($0) } }

    private static func number(_ bytes: Substring.UTF8View) -> Int? { Int(String(Substring(bytes))) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }
}
