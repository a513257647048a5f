/// What robots.txt and HTTP dates need of ASCII.
enum ASCII {
    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= 0x61 && lower <= 0x7A
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch lowercased(byte) {
        case let digit where isDigit(digit): digit - 0x30
        case let letter where letter >= 0x61 && letter <= 0x66: letter - 0x61 + 10
        default: nil
        }
    }

    /// Without spaces and control characters at either end.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return [] }
        return bytes[first...last]
    }

    static func equalIgnoringCase(_ bytes: ArraySlice<UInt8>, _ lowercaseText: StaticString) -> Bool {
        lowercaseText.withUTF8Buffer { text in
            bytes.count == text.count && zip(bytes, text).allSatisfy { lowercased($0) == $1 }
        }
    }
}
