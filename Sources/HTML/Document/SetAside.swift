/// Attribute values and scripts that libxml2 does not see: it would walk them character by character, twenty times slower than
/// they are copied. It sees a mark in their place, `@` and a number, and the tree builder puts them back. A value that it has to
/// read, for there are references in it, has `=` in front.
struct SetAside {
    /// Stretches of the page, by number.
    private(set) var stretches: [Range<Int32>] = []

    static let mark = UInt8(ascii: "@")
    static let asItIs: StaticString = "="

    /// A mark of its own would not be shorter.
    static let shortest = 8

    /// Takes a stretch and writes its mark.
    mutating func take(_ stretch: Range<Int>, to output: inout [UInt8]) {
        output.append(Self.mark)
        var digits = 1
        while digits * 10 <= stretches.count { digits *= 10 }
        while digits > 0 {
            output.append(0x30 + UInt8(stretches.count / digits % 10))
            digits /= 10
        }
        stretches.append(Int32(stretch.lowerBound)..<Int32(stretch.upperBound))
    }

    /// What stands in the page for what libxml2 saw; nil where that is no mark of ours.
    func stretch(for text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard text.first == Self.mark, (2...10).contains(text.count) else { return nil }
        var number = 0
        for byte in text.dropFirst() {
            guard byte &- 0x30 < 10 else { return nil }
            number = number * 10 + Int(byte &- 0x30)
        }
        guard number < stretches.count else { return nil }
        return Int(stretches[number].lowerBound)..<Int(stretches[number].upperBound)
    }
}
