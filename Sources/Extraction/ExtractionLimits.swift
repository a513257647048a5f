import HTML

/// Caps on what one page may cost after it is parsed; those on parsing are HTML's `ParseLimits`. All are soft: what lies
/// beyond is left out, and the article's `limits` name the cap.
enum ExtractionLimits {
    /// Blocks of a page, each of which costs some twenty microseconds and kilobytes. The most that any page of our corpora
    /// has is 2,615.
    static let blocks = 50_000
    /// Lines of a block, parted by single line breaks; what follows is the next block. A line costs some two hundred bytes.
    static let linesPerBlock = 5_000
    /// Meta elements that are read.
    static let metaElements = 400
    /// Bytes of one JSON-LD script; a longer one is not read.
    static let linkedDataBytes = 1 << 20
    /// Nodes of all JSON-LD of a page.
    static let linkedDataNodes = 4_000
    /// Nesting of JSON-LD; what is deeper reads as null.
    static let linkedDataDepth = 64
    /// Bytes of all JSON in which a page keeps what its scripts will show; a value that goes beyond is not read.
    static let embeddedStateBytes = 4 << 20
    /// Values of it that are searched for a body.
    static let embeddedStateNodes = 50_000
}

/// Why a page was not read to its end. The names stand in the result.
enum PageLimit: String, CaseIterable {
    case blocks, metaElements, linkedDataBytes, linkedDataNodes, linkedDataDepth, embeddedStateBytes, embeddedStateNodes
}

extension AnalysedPage {
    /// Names of the soft caps that the page ran into, sorted.
    var limitsReached: [String] {
        var names = document.limitsReached.map(\.rawValue) + head.limitsReached.map(\.rawValue)
        if segmentation.isCut { names.append(PageLimit.blocks.rawValue) }
        return names.sorted()
    }
}
