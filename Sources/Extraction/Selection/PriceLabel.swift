/// A short line that names a price: a currency right before or behind digits.
enum PriceLabel {
    private static let signs: Set<Unicode.Scalar> = ["$", "€", "£", "¥", "₹", "₽", "₺", "₩", "￥"]
    private static let codes = ["usd", "eur", "gbp", "chf", "pln", "zł", "kr", "kč", "ft", "tl"]

    /// - Parameter line: in UTF-8.
    static func isOne(_ line: some Collection<UInt8>) -> Bool {
        guard line.contains(where: mayBeDigit) else { return false }
        let scalars = String(decoding: line, as: UTF8.self).unicodeScalars.filter { CharacterClass($0) != .space }
        return isOne(Array(scalars))
    }

    private static func isOne(_ scalars: [Unicode.Scalar]) -> Bool {
        for (index, scalar) in scalars.enumerated() where isDigit(scalar) {
            if index > 0, signs.contains(scalars[index - 1]) { return true }
            guard index + 1 < scalars.count else { continue }
            if signs.contains(scalars[index + 1]) { return true }
            var word = String.UnicodeScalarView()
            word.append(contentsOf: scalars[(index + 1)...].prefix { CharacterClass($0) == .word && !isDigit($0) })
            if !word.isEmpty, codes.contains(String(word).lowercased()) { return true }
        }
        return false
    }

    /// ASCII's digits, and the first byte of what stands behind all letters of Latin, Greek and Cyrillic scripts: no other digit
    /// comes before U+0660.
    private static func mayBeDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || byte >= 0xD9 }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar.value &- 0x30 < 10 : scalar.properties.numericType == .decimal
    }
}
