/// The names of elements seen so far, as numbers, case ignored, with how often each is open now.
struct XMLNames {
    private var ids: [String: Int] = [:]
    var openCount: [Int] = []

    mutating func id(of name: String) -> Int {
        let key = name.lowercased()
        if let known = ids[key] { return known }
        ids[key] = openCount.count
        openCount.append(0)
        return openCount.count - 1
    }

    /// Whether a name may begin with the byte. Names outside ASCII occur in no feed.
    static func isStart(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    static func isPart(_ byte: UInt8) -> Bool {
        isStart(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: ":") || byte >= 0x80
    }

    /// The name in a form every parser accepts: ASCII, at most one colon, a letter on both sides of it.
    static func valid(_ name: ArraySlice<UInt8>) -> [UInt8] {
        var valid = name.map { $0 >= 0x80 ? UInt8(ascii: "_") : $0 }
        let colons = valid.indices.filter { valid[$0] == UInt8(ascii: ":") }
        for colon in colons {
            let isGood = colons.count == 1 && colon > 0 && colon + 1 < valid.count && isStart(valid[colon + 1])
            if !isGood { valid[colon] = UInt8(ascii: "_") }
        }
        return valid
    }
}
