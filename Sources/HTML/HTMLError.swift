// HTML: foreign bytes → a `Document`.
//
//     bytes ─▶ ContentKind (is this text at all?) ─▶ Charset (valid UTF-8) ─▶ TagFilter (what libxml2 cannot bear
//     is cut) ─▶ libxml2's SAX parser ─▶ TreeBuilder ─▶ Document (a flat arena)
//
// A document is a value: nodes in page order, all text in one byte array. Nothing here recurses, opens a file, reads a
// clock or loads what a page refers to. libxml2's own README disclaims hostile input, so all of this runs in the
// worker's process only.

/// Why bytes did not become a `Document`.
public enum HTMLError: Error, Equatable, Sendable {
    /// Nothing but white space: there is no page.
    case empty
    /// The bytes are no text; the caller can name the kind to its user.
    case notText(ContentKind)
    /// More bytes than `ParseLimits.bytes` allows.
    case tooLarge(bytes: Int, limit: Int)
    /// libxml2 could not start, for want of memory. Trying later may help.
    case outOfMemory
}
