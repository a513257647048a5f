/// The marks that the Encoding Standard knows (section 6, "BOM sniff").
enum ByteOrderMark {
    static func find(in bytes: [UInt8]) -> (charset: CharsetLabel, count: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }
}

/// UTF-16 without a mark. Markup is ASCII in any language, so a page has a NUL in most of its odd or even bytes.
enum UTF16Pattern {
    private static let sampleBytes = 1024

    static func find(in bytes: [UInt8]) -> CharsetLabel? {
        let pairs = min(bytes.count, sampleBytes) / 2
        guard pairs >= 2 else { return nil }
        var even = 0
        var odd = 0
        for pair in 0..<pairs {
            if bytes[pair * 2] == 0 { even += 1 }
            if bytes[pair * 2 + 1] == 0 { odd += 1 }
        }
        if odd * 3 >= pairs && even * 16 <= odd { return .utf16LittleEndian }
        if even * 3 >= pairs && odd * 16 <= even { return .utf16BigEndian }
        return nil
    }
}
