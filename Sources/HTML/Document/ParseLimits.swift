/// Caps on what one page may cost. Over a hard cap the parse fails; over a soft one the page is cut there, and
/// `Document.limitsReached` says so.
public struct ParseLimits: Sendable {
    /// Hard. Bytes of a page before decoding. The largest article page of our corpora has 8 MB.
    public var bytes = 16 << 20
    /// Soft. Attributes of one tag; the rest are dropped. libxml2 compares each with all before it: one tag with 80,000
    /// attributes costs it 24 s.
    public var attributesPerTag = 256
    /// Soft. Bytes of one attribute's value; a longer value is dropped whole, because half a URL is a wrong URL.
    public var attributeValueBytes = 256 << 10
    /// Soft. Nodes of the tree; what follows the last one is dropped.
    public var nodes = 2_000_000
    /// Soft. Depth of the tree; a deeper element has no children, and what it holds becomes its next siblings.
    public var depth = 512

    public init() {}
}

/// A soft cap that a page ran into.
public enum ParseLimit: String, Sendable, Hashable, CaseIterable {
    case attributesPerTag, attributeValueBytes, nodes, depth
}
