/// Features of what the block and the headings over it say.
extension PageFeatures {
    /// Groups that a heading passes on to the blocks it governs.
    private static let governed: [(String, PhraseGroup)] = [
        ("related", .related), ("subscribe", .subscribe), ("advert", .advert), ("share", .share),
        ("comments", .comments),
        ("author", .author), ("tags", .tags), ("contents", .contents), ("closing", .closing), ("action", .action),
    ]

    func addPhrases(_ index: Int, _ above: inout BlocksAbove, to row: inout FeatureRow) {
        let block = blocks[index]
        for bit in PhraseGroup.names.indices {
            row.add("says.\(PhraseGroup.names[bit])", block.phrases.contains(PhraseGroup(rawValue: 1 << UInt32(bit))))
        }
        row.add("phrases", block.phrases.rawValue.nonzeroBitCount)
        row.add("shortPhrases", block.characters < 160 ? block.phrases.rawValue.nonzeroBitCount : -1)
        let traits = TextTraits(segmentation, block)
        row.add("question", block.summary.last == "?" || block.summary.last == "？")
        row.add("ellipsis", traits.endsInEllipsis)
        row.add("address", traits.hasAddress)
        row.add("numericDate", traits.hasNumericDate)
        row.add("clockTime", traits.hasClockTime)
        row.add("copyrightSign", traits.hasCopyrightSign)
        row.add("placeholder", traits.hasPlaceholder)
        row.add("colon", traits.colon)
        if block.headingLevel > 0 { above.governing.leave(level: block.headingLevel) }
        let groups = above.governing.groups(blocks)
        for index in Self.governed.indices {
            row.add("governed.\(Self.governed[index].0)", groups.contains(Self.governed[index].1))
        }
        row.add("sinceHeading", above.governing.last < 0 ? 99 : min(99, index - above.governing.last))
        row.add("governingLevel", above.governing.level)
        row.add("headingLevel", block.headingLevel)
        if block.headingLevel > 0 { above.governing.enter(index, level: block.headingLevel) }
    }
}

/// The headings that a block stands under, outermost first.
struct GoverningHeadings {
    private var open: [(level: Int, block: Int)] = []
    private(set) var last = -1

    /// The innermost open heading's level; 0 without one.
    var level: Int { open.last?.level ?? 0 }

    mutating func leave(level: Int) {
        while let heading = open.last, heading.level >= level { open.removeLast() }
    }

    mutating func enter(_ block: Int, level: Int) {
        open.append((level, block))
        last = block
    }

    func groups(_ blocks: [Block]) -> PhraseGroup {
        open.reduce(into: []) { $0.formUnion(blocks[$1.block].phrases) }
    }
}

/// Patterns in a block's folded text that no phrase list can hold: addresses, dates and times in digits.
struct TextTraits {
    private(set) var endsInEllipsis = false
    private(set) var hasAddress = false
    private(set) var hasNumericDate = false
    private(set) var hasClockTime = false
    private(set) var hasCopyrightSign = false
    /// A template's hole that no script has filled: {{name}}, {* name *}, ${name}, <%= name %>.
    private(set) var hasPlaceholder = false
    /// Bytes before the first colon of the first forty; -1 without one.
    private(set) var colon = -1

    init(_ segmentation: Segmentation, _ block: Block, limit: Int = 400) {
        let range = block.summary.folded
        segmentation.scan.folded.withUnsafeBufferPointer { folded in
            let text = UnsafeBufferPointer(rebasing: folded[range])
            endsInEllipsis = Self.endsInEllipsis(text)
            read(UnsafeBufferPointer(rebasing: text.prefix(limit)))
        }
    }

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        var digits = 0
        for (position, byte) in text.enumerated() {
            if byte &- 0x30 < 10 {
                digits += 1
                continue
            }
            let nextIsDigit = position + 1 < text.count && text[position + 1] &- 0x30 < 10
            switch byte {
            case UInt8(ascii: ":"):
                if digits > 0, digits <= 2, nextIsDigit { hasClockTime = true }
                if colon < 0, position < 40 { colon = position }
            case UInt8(ascii: "."), UInt8(ascii: "/"):
                if digits > 0, digits <= 4, nextIsDigit, Self.hasSecondSeparator(text, position) {
                    hasNumericDate = true
                }
                if byte == UInt8(ascii: "/"), position > 0, text[position - 1] == byte { hasAddress = true }
            case UInt8(ascii: "@"):
                if position + 1 < text.count, text[position + 1] > 0x20 { hasAddress = true }
            case UInt8(ascii: "{"), UInt8(ascii: "%"):
                let next = position + 1 < text.count ? text[position + 1] : 0
                let before = position > 0 ? text[position - 1] : 0
                if byte == UInt8(ascii: "{"), Self.opensHole(next) || before == UInt8(ascii: "$") {
                    hasPlaceholder = true
                }
                if byte == UInt8(ascii: "%"), next == UInt8(ascii: "=") { hasPlaceholder = true }
            case 0xA9:
                if position > 0, text[position - 1] == 0xC2 { hasCopyrightSign = true }
            default: break
            }
            digits = 0
        }
    }

    /// Whether a brace before this byte opens a template's hole.
    private static func opensHole(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "%"): true
        default: false
        }
    }

    /// Whether the digits behind a separator are followed by another: a date of three parts.
    private static func hasSecondSeparator(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
        var next = position + 1
        while next < text.count, text[next] &- 0x30 < 10, next - position <= 2 { next += 1 }
        return next + 1 < text.count && text[next] == text[position] && text[next + 1] &- 0x30 < 10
    }

    private static func endsInEllipsis(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var end = text.count
        while end > 0, isPassedOver(text[end - 1]) { end -= 1 }
        guard end >= 3 else { return false }
        switch (text[end - 3], text[end - 2], text[end - 1]) {
        case (0xE2, 0x80, 0xA6), (0x2E, 0x2E, 0x2E): return true
        default: return false
        }
    }

    /// What may stand behind an ellipsis.
    private static func isPassedOver(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")")
    }
}
