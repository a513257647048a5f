internal import HTML

/// What `xml:base` and `xml:lang` say inside each element that has one of its own (XML Base, 3.1; XML 1.0, 2.12). Each is made
/// once from that around it, so that nesting costs no more than a row.
struct FeedScopes {
    struct Scope {
        var base: FeedURL
        var language: String?
    }

    private var known: [Int: Scope] = [:]
    /// Whether there are more than are read; inside those the document's own hold.
    private(set) var isCut = false

    init(_ tree: XMLTree, _ base: FeedURL) {
        for node in 0..<tree.count where tree.scope(of: node) == node {
            guard known.count < FeedLimits.bases else {
                isCut = true
                return
            }
            var scope = self[tree.parent(node).flatMap { tree.scope(of: $0) }] ?? Scope(base: base)
            if let reference = tree.attribute("base", .xml, of: node) { scope.base = scope.base.inner(reference) }
            if let tag = tree.attribute("lang", .xml, of: node) { scope.language = FeedText.tag(tag) }
            known[node] = scope
        }
    }

    /// - Parameter element: as ``XMLTree/scope(of:)`` has it.
    subscript(element: Int?) -> Scope? { element.flatMap { known[$0] } }
}
