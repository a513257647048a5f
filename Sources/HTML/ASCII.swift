/// The classes of ASCII bytes that the HTML standard names (Infra, section 4.6).
extension UInt8 {
    /// The same byte with A–Z in lower case.
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

    var isDigit: Bool { self &- 0x30 < 10 }

    /// Tab, line feed, form feed, carriage return, space.
    var isSpace: Bool { self <= 0x20 && (1 << UInt64(self)) & (0x1_0000_3600 as UInt64) != 0 }

    /// Whether a tag's name ends before this byte. 0 stands for the end of the page.
    var endsName: Bool { isSpace || self == .slash || self == .greater || self == 0 }

    static let less = UInt8(ascii: "<")
    static let greater = UInt8(ascii: ">")
    static let number = UInt8(ascii: "#")
    static let ampersand = UInt8(ascii: "&")
    static let slash = UInt8(ascii: "/")
    static let equals = UInt8(ascii: "=")
    static let quote = UInt8(ascii: "\"")
    static let apostrophe = UInt8(ascii: "'")
    static let exclamation = UInt8(ascii: "!")
    static let question = UInt8(ascii: "?")
    static let hyphen = UInt8(ascii: "-")
    static let semicolon = UInt8(ascii: ";")
    static let underscore = UInt8(ascii: "_")
    static let colon = UInt8(ascii: ":")
    static let period = UInt8(ascii: ".")
}
