import HTML

/// What class attributes say. Most elements of a page share theirs with others, so what was met lately is remembered.
struct ClassValues {
    struct Meaning {
        var groups: ClassGroup = []
        var widgets: Widgets = []
        /// FNV-1a of the first 120 bytes, over 32 bits.
        var hash: UInt32 = 2_166_136_261
    }

    private struct Slot {
        var value = 0..<0
        var meaning = Meaning()
    }

    let classes: ClassBook
    private var slots = [Slot](repeating: Slot(), count: 256)

    init(_ classes: ClassBook) { self.classes = classes }

    /// - Parameter value: where the attribute's value stands.
    mutating func meaning(of value: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Meaning {
        let text = UnsafeBufferPointer(rebasing: bytes[value])
        let place = Self.place(of: text)
        let known = UnsafeBufferPointer(rebasing: bytes[slots[place].value])
        // Of an empty value nothing is known, which is what an empty slot says.
        if known.count == text.count, ByteSearch.equal(known, text) { return slots[place].meaning }
        var meaning = Meaning(groups: classes.groups(text), widgets: Widgets(named: text))
        for byte in text.prefix(120) { meaning.hash = (meaning.hash ^ UInt32(byte)) &* 16_777_619 }
        slots[place] = Slot(value: value, meaning: meaning)
        return meaning
    }

    /// A few bytes of the value and its length tell most apart; where they do not, the value is read once more.
    private static func place(of text: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = UInt32(truncatingIfNeeded: text.count)
        var position = text.count - 1
        let step = max(1, text.count / 8)
        while position >= 0 {
            hash = (hash ^ UInt32(text[position])) &* 16_777_619
            position -= step
        }
        return Int((hash ^ hash >> 16) & 255)
    }
}

/// Kinds of moving furniture that elements name themselves.
struct Widgets: OptionSet {
    let rawValue: UInt8

    static let ticker = Widgets(rawValue: 1 << 0)
    static let pictureBox = Widgets(rawValue: 1 << 1)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// - Parameter value: of a `class` or `role` attribute; its words in any case count.
    init(named value: UnsafeBufferPointer<UInt8>) {
        self = []
        var start = 0
        for position in 0...value.count {
            if position < value.count, Self.isPartOfWord(value[position]) { continue }
            if let widget = Self.widget(UnsafeBufferPointer(rebasing: value[start..<position])) { insert(widget) }
            start = position + 1
        }
    }

    private static func widget(_ word: UnsafeBufferPointer<UInt8>) -> Widgets? {
        guard lengths.contains(word.count) else { return nil }
        return words.first { known, _ in
            known.utf8CodeUnitCount == word.count
                && known.withUTF8Buffer { zip($0, word).allSatisfy { $0 == $1 | 0x20 } }
        }?.widget
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 }

    /// Of the words below.
    private static let lengths = 5...10

    /// For picture boxes the words by which the common scripts for slides find their elements, and what pages call them.
    private static let words: [(word: StaticString, widget: Widgets)] = [
        ("ticker", .ticker), ("newsticker", .ticker), ("marquee", .ticker), ("swiper", .pictureBox),
        ("slick", .pictureBox), ("splide", .pictureBox), ("glide", .pictureBox), ("flickity", .pictureBox),
        ("carousel", .pictureBox), ("slider", .pictureBox), ("slideshow", .pictureBox), ("gallery", .pictureBox),
    ]
}
