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

    /// Soft. Different names of elements, attributes and references; tags and attributes with others are dropped, what stands
    /// between the tags stays, and a reference with another is text. The most that any page of our corpora has is some hundreds.
    public var names = 100_000
    /// Soft. Bytes of UTF-8 of all text together; what follows is dropped. A page in another character set may grow by half
    /// or more when it is decoded.
    public var textBytes = 16 << 20
    /// Soft. Links; of those beyond, only the text stays.
    public var links = 50_000

    public init() {}
}

/// A soft cap that a page ran into.
public enum ParseLimit: String, Sendable, Hashable, CaseIterable {
    case attributesPerTag, attributeValueBytes, nodes, depth, names, textBytes, links
}

/// Caps on what one XML document may cost; all are soft.
public enum XMLLimits {
    /// Attributes of one tag; the rest are dropped. More than any real element has; libxml2 compares each with all others.
    public static let attributesPerTag = 128
    /// Namespace declarations in force at once; those beyond are dropped. libxml2 searches them one by one for every
    /// prefixed name.
    public static let namespaces = 256
    /// Different names of elements and attributes; tags and attributes with others are dropped.
    public static let names = 20_000
    /// Nodes of the tree; what follows the last one is dropped. A sitemap of 50,000 addresses has some 700,000.
    public static let nodes = 3_000_000
}

/// A soft cap that an XML document ran into. Of `entities` that a document defines none is ever expanded.
public enum XMLLimit: String, Sendable, Hashable, CaseIterable {
    case attributesPerTag, namespaces, names, nodes, entities
}
