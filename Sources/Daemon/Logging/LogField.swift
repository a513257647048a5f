import Logging

/// A field of a log line, cleaned.
struct LogField {
    /// Only letters, digits, `_`, `.` and `-`.
    var key: String
    private var text: String
    /// Numbers and booleans stand bare in JSON.
    private var isBare: Bool

    /// The fields of one metadata value; tables become several, with dotted names.
    static func fields(_ key: String, _ value: Logger.MetadataValue, limit: Int) -> [LogField] {
        if LogText.isSecret(key) { return [LogField(key, "[secret]", limit)] }
        switch value {
        case .dictionary(let table):
            return table.sorted { $0.key < $1.key }.flatMap { fields("\(key).\($0.key)", $0.value, limit: limit) }
        case .stringConvertible(let number) where number is any Numeric || number is Bool:
            return [LogField(key, "\(number)", limit, isBare: isFinite(number))]
        default:
            return [LogField(key, "\(value)", limit)]
        }
    }

    private init(_ key: String, _ text: String, _ limit: Int, isBare: Bool = false) {
        self.key = String(
            key.prefix(64).map { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) ? $0 : "_" })
        self.text = LogText.clean(LogText.withoutCredentials(text), limit: limit)
        self.isBare = isBare
    }

    /// As it stands behind `key=`: quoted where it would not read as one word.
    var plainValue: String {
        let isWord =
            !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value > 0x20 && !"\"\\=".unicodeScalars.contains($0) }
        return isWord ? text : JSONLineText.quoted(text)
    }

    /// The key, told apart from those that every object has.
    var jsonKey: String {
        ["time", "level", "message", "cut"].contains(key) ? "\(key)_" : key
    }

    var jsonValue: String {
        isBare ? text : JSONLineText.quoted(text)
    }

    /// JSON knows no infinity (RFC 8259, 6).
    private static func isFinite(_ number: any CustomStringConvertible) -> Bool {
        (number as? any FloatingPoint).map { $0.isFinite } ?? true
    }
}

/// JSON strings of cleaned text: no control characters are left in it, so two characters need an escape.
enum JSONLineText {
    static func quoted(_ text: String) -> String {
        var escaped = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { escaped.append("\\") }
            escaped.append(scalar)
        }
        escaped.append("\"")
        return String(escaped)
    }
}
