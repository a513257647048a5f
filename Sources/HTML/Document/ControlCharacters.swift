/// C0 controls that are no white space: XML has no such characters (XML 1.0, section 2.2), and libxml2 leaves them out.
enum ControlCharacters {
    static func holds(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D }

    /// Whether there is one in a text. All of every page is looked at, hence eight bytes at a time.
    static func areIn(_ text: UnsafeRawBufferPointer) -> Bool {
        var position = 0
        while position + 8 <= text.count {
            let word = text.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            // The highest bit of each byte below 0x20, and perhaps of others above one.
            let low = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
            if low != 0, text[position..<position + 8].contains(where: holds) { return true }
            position += 8
        }
        return text[position...].contains(where: holds)
    }
}
