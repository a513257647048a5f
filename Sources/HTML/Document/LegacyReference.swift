internal import CXML2

/// Named character references that the standard also reads without a semicolon: those of HTML 2, which are the names of
/// Latin-1 and of four characters of markup. libxml2 leaves them as they are, so the filter adds the semicolon.
enum LegacyReference {
    /// The length of the longest such name at the start of a run of letters and digits.
    static func length(of letters: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var packed: UInt64 = 0
        var longest: Int?
        for (index, letter) in letters.prefix(longestName).enumerated() {
            packed = packed << 8 | UInt64(letter)
            if names.contains(packed) { longest = index + 1 }
        }
        return longest
    }

    private static let longestName = 6

    /// Names of up to eight letters, packed. libxml2 has the table; looking into it takes microseconds each time.
    private static let names: Set<UInt64> = {
        let values = Array(UInt32(0xA0)...0xFF) + [0x22, 0x26, 0x3C, 0x3E]
        return Set(
            values.compactMap { value in
                guard let name = htmlEntityValueLookup(value)?.pointee.name else { return nil }
                return String(cString: name).utf8.reduce(0) { $0 << 8 | UInt64($1) }
            })
    }()
}
