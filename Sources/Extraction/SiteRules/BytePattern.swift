/// A text to look for in others, in linear time whatever the two are (Knuth, Morris, Pratt 1977, “Fast pattern matching in
/// strings”).
struct BytePattern {
    let bytes: [UInt8]
    /// By length of what has matched: how much of it still matches when the next byte does not.
    private let fallback: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var fallback = [Int](repeating: 0, count: bytes.count + 1)
        var matched = 0
        for index in bytes.indices.dropFirst() {
            while matched > 0, bytes[index] != bytes[matched] { matched = fallback[matched] }
            if bytes[index] == bytes[matched] { matched += 1 }
            fallback[index + 1] = matched
        }
        self.fallback = fallback
    }

    /// An empty pattern is in no text.
    func isIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !bytes.isEmpty else { return false }
        var matched = 0
        for byte in text {
            while matched > 0, byte != bytes[matched] { matched = fallback[matched] }
            if byte == bytes[matched] { matched += 1 }
            if matched == bytes.count { return true }
        }
        return false
    }
}
