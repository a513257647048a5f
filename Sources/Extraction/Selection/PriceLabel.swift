/// A short line that names a price: a currency right before or behind digits.
enum PriceLabel {
    private static let signs: Set<Unicode.Scalar> = ["$", "€", "£", "¥", "₹", "₽", "₺", "₩", "￥"]
    private static let codes = ["usd", "eur", "gbp", "chf", "pln", "zł", "kr", "kč", "ft", "tl"]

    static func isOne(_ line: String) -> Bool {
        let scalars = Array(line.unicodeScalars.filter { CharacterClass($0) != .space })
        for (index, scalar) in scalars.enumerated() where scalar.properties.numericType == .decimal {
            if index > 0, signs.contains(scalars[index - 1]) { return true }
            guard index + 1 < scalars.count else { continue }
            if signs.contains(scalars[index + 1]) { return true }
            var word = String.UnicodeScalarView()
            word.append(contentsOf: scalars[(index + 1)...].prefix { CharacterClass($0) == .word && !isDigit($0) })
            if codes.contains(String(word).lowercased()) { return true }
        }
        return false
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType == .decimal }
}
