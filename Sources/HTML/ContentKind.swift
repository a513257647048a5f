/// What a body is, judged by its bytes alone (WHATWG MIME Sniffing, sections 6 and 7).
public enum ContentKind: String, Sendable {
    /// No bytes but white space and NUL.
    case empty
    /// Markup or plain text in any character set.
    case text
    case pdf, image, audioOrVideo, archive, font, executable
    /// No known kind, but too many control bytes for a text.
    case binary

    public init(of bytes: [UInt8]) {
        let head = bytes.prefix(ContentKind.headBytes)
        if let known = ContentKind.signature(of: head) {
            self = known
        } else if ByteOrderMark.find(in: bytes) != nil || UTF16Pattern.find(in: bytes) != nil {
            self = .text
        } else if let first = bytes.first(where: { !$0.isSpace && $0 != 0 }) {
            self = ContentKind.looksBinary(head, isMarkup: first == .less) ? .binary : .text
        } else {
            self = .empty
        }
    }

    /// The standard's "resource header".
    private static let headBytes = 1445

    /// To the standard one binary byte makes a body binary. Pages with a stray NUL are still pages, so four and one in 32
    /// are needed here; random bytes have one in ten. What begins as markup does has to have one in 16, and of NULs, which
    /// are dropped wherever they stand, it may have any number.
    private static func looksBinary(_ head: ArraySlice<UInt8>, isMarkup: Bool) -> Bool {
        let counted = isMarkup ? binaryBytes & ~1 : binaryBytes
        var count = 0
        for byte in head where byte < 0x20 && counted & (1 << UInt32(byte)) != 0 { count += 1 }
        return count > 3 && count * (isMarkup ? 16 : 32) > head.count
    }

    /// 00–08, 0B, 0E–1A and 1C–1F (section 3, "binary data byte").
    private static let binaryBytes: UInt32 = 0xF7FF_C9FF

    private static func signature(of head: ArraySlice<UInt8>) -> ContentKind? {
        for (kind, offset, pattern) in signatures where head.dropFirst(offset).starts(with: pattern) { return kind }
        return nil
    }

    private static let signatures: [(ContentKind, offset: Int, [UInt8])] = [
        (.pdf, 0, Array("%PDF-".utf8)),
        (.image, 0, [0xFF, 0xD8, 0xFF]),
        (.image, 0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        (.image, 0, Array("GIF87a".utf8)),
        (.image, 0, Array("GIF89a".utf8)),
        (.image, 8, Array("WEBPVP".utf8)),
        (.image, 4, Array("ftypavif".utf8)),
        (.image, 0, [0x00, 0x00, 0x01, 0x00]),
        (.audioOrVideo, 0, Array("OggS\0".utf8)),
        (.audioOrVideo, 0, Array("ID3".utf8)),
        (.audioOrVideo, 0, [0x1A, 0x45, 0xDF, 0xA3]),
        (.audioOrVideo, 4, Array("ftyp".utf8)),
        (.audioOrVideo, 8, Array("WAVE".utf8)),
        (.archive, 0, [0x1F, 0x8B, 0x08]),
        (.archive, 0, [0x50, 0x4B, 0x03, 0x04]),
        (.archive, 0, [0x28, 0xB5, 0x2F, 0xFD]),
        (.archive, 0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
        (.archive, 0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        (.archive, 0, Array("Rar!".utf8)),
        (.archive, 0, Array("BZh9".utf8)),
        (.font, 0, Array("wOFF".utf8)),
        (.font, 0, Array("wOF2".utf8)),
        (.font, 0, [0x00, 0x01, 0x00, 0x00, 0x00]),
        (.executable, 0, [0x7F, 0x45, 0x4C, 0x46]),
    ]
}
