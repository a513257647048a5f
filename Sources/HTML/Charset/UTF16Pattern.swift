/// UTF-16 without a mark. Markup is ASCII in any language, so a page begins with a character that has a NUL on one side,
/// and has many more of them on that side only. A stray NUL in a page of bytes does not look so.
enum UTF16Pattern {
    private static let sampleBytes = 1024

    static func find(in bytes: [UInt8]) -> CharsetLabel? {
        guard bytes.count >= 6, (bytes[0] == 0) != (bytes[1] == 0) else { return nil }
        let isBigEndian = bytes[0] == 0
        var pairs = 0
        var expected = 0
        var unexpected = 0
        for first in stride(from: 0, to: min(bytes.count, sampleBytes) - 1, by: 2) {
            pairs += 1
            if bytes[isBigEndian ? first : first + 1] == 0 { expected += 1 }
            if bytes[isBigEndian ? first + 1 : first] == 0 { unexpected += 1 }
        }
        guard expected >= 3, expected * 3 >= pairs, unexpected * 16 <= expected else { return nil }
        return isBigEndian ? .utf16BigEndian : .utf16LittleEndian
    }
}
