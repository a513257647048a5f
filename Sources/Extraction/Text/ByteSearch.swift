import Glibc

/// Looking for bytes in bytes.
enum ByteSearch {
    /// Whether two stretches of one length hold the same.
    static func equal(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = one.baseAddress, let second = other.baseAddress else { return true }
        return memcmp(first, second, one.count) == 0
    }

    /// Where `needle` first or last stands in `haystack`; nil where it does not, or is empty.
    static func offset(
        of needle: UnsafeBufferPointer<UInt8>, in haystack: UnsafeBufferPointer<UInt8>, backwards: Bool = false
    ) -> Int? {
        guard let bytes = haystack.baseAddress, let wanted = needle.baseAddress, !needle.isEmpty else { return nil }
        var found: Int?
        var position = 0
        while position + needle.count <= haystack.count,
            let first = memchr(bytes + position, Int32(wanted[0]), haystack.count - needle.count + 1 - position)
        {
            position = UnsafeRawPointer(first) - UnsafeRawPointer(bytes)
            if memcmp(first, wanted, needle.count) == 0 {
                found = position
                if !backwards { break }
            }
            position += 1
        }
        return found
    }
}

extension String {
    /// The first or last place where `other` stands in this string, byte by byte.
    func range(of other: String, backwards: Bool = false) -> Range<String.Index>? {
        var (haystack, needle) = (self, other)
        let offset = haystack.withUTF8 { haystack in
            needle.withUTF8 { ByteSearch.offset(of: $0, in: haystack, backwards: backwards) }
        }
        guard let offset else { return nil }
        let start = utf8.index(startIndex, offsetBy: offset)
        return start..<utf8.index(start, offsetBy: needle.utf8.count)
    }
}
