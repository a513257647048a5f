/// A stretch of a document's `bytes`.
public struct ByteRange: Sendable, Hashable {
    /// Bytes from the start.
    public let start: Int32
    /// Bytes.
    public let count: Int32

    init(start: Int, count: Int) {
        self.start = Int32(truncatingIfNeeded: start)
        self.count = Int32(truncatingIfNeeded: count)
    }

    /// Whether it holds no byte.
    public var isEmpty: Bool { count == 0 }

    /// The same as indices into `Document.bytes`.
    public var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// One element or one text of a page.
///
/// The nodes of a document stand in page order, so that the subtree of node `i` is `i..<nodes[i].end` and its first
/// child, if it has one, is `i + 1`. The next sibling of `i` is `nodes[i].end`, if that has the same parent.
public struct Node: Sendable {
    /// Index of the element that holds this node; -1 at the top.
    public let parent: Int32
    /// One past the index of the last node inside.
    public internal(set) var end: Int32
    /// Where the text's bytes or the element's attributes start.
    let start: Int32
    /// How many bytes or attributes there are.
    var count: Int32
    /// How many elements stand around it.
    public let depth: Int32
    /// Index into `Document.names`; only custom and unknown elements have one.
    let name: UInt16
    public let tag: Tag

    public var isText: Bool { tag == .text }

    /// The bytes of a text node; empty for an element.
    public var text: ByteRange {
        isText ? ByteRange(start: Int(start), count: Int(count)) : ByteRange(start: 0, count: 0)
    }

    /// The indices of an element's attributes in `Document.attributes`; empty for a text.
    public var attributes: Range<Int> { isText ? 0..<0 : Int(start)..<Int(start) + Int(count) }
}

/// One attribute of an element, with its character references resolved.
public struct Attribute: Sendable {
    public let name: AttributeName
    public let value: ByteRange
}
