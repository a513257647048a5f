import ExtractionData

/// What an element's class, id and component names say; the raw value is the group's bit.
struct ClassGroup: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    /// The sections of class-groups.txt, in the order of their bits.
    static let names = [
        "ad", "promo", "related", "subscribe", "share", "navigation", "footer", "header", "side", "comments", "author",
        "meta", "caption", "consent", "modal", "content", "card", "title", "summary", "product", "hidden", "faq",
        "quote", "box",
    ]

    static let ad = ClassGroup(rawValue: 1 << 0)
    static let promo = ClassGroup(rawValue: 1 << 1)
    static let related = ClassGroup(rawValue: 1 << 2)
    static let subscribe = ClassGroup(rawValue: 1 << 3)
    static let share = ClassGroup(rawValue: 1 << 4)
    static let navigation = ClassGroup(rawValue: 1 << 5)
    static let footer = ClassGroup(rawValue: 1 << 6)
    static let header = ClassGroup(rawValue: 1 << 7)
    static let side = ClassGroup(rawValue: 1 << 8)
    static let comments = ClassGroup(rawValue: 1 << 9)
    static let author = ClassGroup(rawValue: 1 << 10)
    static let meta = ClassGroup(rawValue: 1 << 11)
    static let caption = ClassGroup(rawValue: 1 << 12)
    static let consent = ClassGroup(rawValue: 1 << 13)
    static let modal = ClassGroup(rawValue: 1 << 14)
    static let content = ClassGroup(rawValue: 1 << 15)
    static let card = ClassGroup(rawValue: 1 << 16)
    static let title = ClassGroup(rawValue: 1 << 17)
    static let summary = ClassGroup(rawValue: 1 << 18)
    static let product = ClassGroup(rawValue: 1 << 19)
    static let hidden = ClassGroup(rawValue: 1 << 20)
    static let quote = ClassGroup(rawValue: 1 << 22)
    static let box = ClassGroup(rawValue: 1 << 23)
}

/// All words of class-groups.txt, ready for matching. Immutable, one per process.
struct ClassBook: Sendable {
    static let bundled = ClassBook(DataFile(extraction_class_groups()))

    private let trie: ByteTrie

    init(_ file: DataFile) {
        var keys: [ByteTrie.Key] = []
        for section in file.sections {
            guard let group = ClassGroup.names.firstIndex(of: section.name) else { continue }
            for line in section.entries {
                let isStem = line.hasSuffix("*")
                let entry = ByteTrie.Entry(group: group, atStart: false, atEnd: false, isStem: isStem)
                keys.append((Array(isStem ? line.dropLast().utf8 : Substring(line).utf8), entry))
            }
        }
        trie = ByteTrie(keys)
    }

    /// The groups of the words in one attribute value; at most its first 300 bytes count.
    func groups(_ name: UnsafeBufferPointer<UInt8>) -> ClassGroup {
        var found: ClassGroup = []
        var position = 0
        let end = min(name.count, 300)
        while position < end {
            guard Self.isLetter(name[position]) else {
                position += 1
                continue
            }
            position = matchWord(name, position, end, &found)
        }
        return found
    }

    /// Matches the word at `start` and returns where it ends: at a non-letter or a change to upper case.
    @inline(__always)
    private func matchWord(
        _ name: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ found: inout ClassGroup
    ) -> Int {
        var wordEnd = start + 1
        while wordEnd < end, Self.isLetter(name[wordEnd]) {
            if Self.isUppercase(name[wordEnd]), !Self.isUppercase(name[wordEnd - 1]) { break }
            wordEnd += 1
        }
        var node = ByteTrie.root
        var position = start
        while position < wordEnd, let next = trie.step(from: node, name[position] | 0x20) {
            node = next
            position += 1
            guard let entries = trie.entries(at: node) else { continue }
            for entry in entries where entry.isStem || position == wordEnd {
                found.insert(ClassGroup(rawValue: 1 << UInt32(entry.group)))
            }
        }
        return wordEnd
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    private static func isUppercase(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
}
