/// The percent-encode sets of WHATWG URL, 1.3. A percent sign is never encoded again.
struct PercentEncoding {
    private let marks: [UInt8]

    static let control = PercentEncoding("")
    static let fragment = PercentEncoding(" \"<>`")
    static let query = PercentEncoding(" \"#<>")
    static let webQuery = PercentEncoding(" \"#<>'")
    static let path = PercentEncoding(" \"#<>?^`{}")
    static let userinfo = PercentEncoding(" \"#<>?^`{}/:;=@[\\]|")

    private init(_ marks: String) {
        self.marks = Array(marks.utf8)
    }

    func encoded(_ bytes: some Sequence<UInt8>) -> String {
        var output: [UInt8] = []
        for byte in bytes {
            if byte <= 0x1F || byte >= 0x7F || marks.contains(byte) {
                output += [UInt8(ascii: "%"), Self.digit(byte >> 4), Self.digit(byte & 0x0F)]
            } else {
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Bytes behind percent signs; a percent sign without two digits stays.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = value(bytes[index + 1]),
                let low = value(bytes[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return output
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x37 + value
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x37
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
