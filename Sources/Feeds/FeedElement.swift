internal import HTML

/// An element of a feed, with what its surroundings say about it.
struct FeedElement {
    let document: FeedDocument
    let node: Int

    private var tree: XMLTree { document.tree }

    /// The name without prefix, lower-case: feeds are careless about capitals.
    var key: String { tree.name(node).lowercased() }

    var namespace: XMLNamespace { tree.namespace(node) }

    /// The elements directly inside.
    var children: [FeedElement] {
        tree.children(node).filter { tree.isElement($0) }.map { FeedElement(document: document, node: $0) }
    }

    var hasElements: Bool {
        tree.children(node).contains { tree.isElement($0) }
    }

    func child(_ key: String) -> FeedElement? {
        children.first { $0.key == key }
    }

    /// The elements inside with one of the keys, at any depth: where an item is not closed, the next stands in it. No more than
    /// say that there are too many.
    func descendants(_ keys: Set<String>, in namespaces: Set<XMLNamespace>) -> [FeedElement] {
        let elements = ((node + 1)..<max(tree.end(node), node + 1)).lazy
            .filter { tree.isElement($0) && namespaces.contains(tree.namespace($0)) }
            .map { FeedElement(document: document, node: $0) }
            .filter { keys.contains($0.key) }
        return Array(elements.prefix(max(FeedLimits.items, FeedLimits.urls) + 1))
    }

    func attribute(_ name: String, _ namespace: XMLNamespace = .none) -> String? {
        tree.attribute(name, namespace, of: node)
    }

    /// The text inside without the white space around it; nil where there is none.
    var text: String? { FeedText.line(tree.text(node)) }

    /// The text inside read as a time.
    func instant(order: FeedInstant.Order) -> String? {
        FeedInstant.iso8601(tree.text(node), order: order)
    }

    /// The text inside as a link.
    var link: String? { base.link(tree.text(node)) }

    func link(attribute name: String) -> String? {
        attribute(name).flatMap { base.link($0) }
    }

    /// What relative references inside are relative to.
    var base: FeedURL { document.base(at: node) }

    /// The `xml:lang` in force.
    var language: String? { document.language(at: node) }
}

/// Text that may be markup.
extension FeedElement {
    /// A title that may hold HTML, escaped or not, as plain text.
    var plainFromHTML: String? {
        hasElements ? text : FeedText.line(FeedText.plain(html: tree.textBytes(node)))
    }

    /// HTML, escaped or not, with absolute links.
    var html: String? {
        if hasElements { return FeedText.block(inlineMarkup) }
        return FeedText.block(FeedMarkup.absolute(tree.textBytes(node), base: base))
    }

    /// The text as it is.
    var verbatim: String? { FeedText.block(tree.text(node)) }

    /// The elements inside written as HTML; one `div` around everything is the feed's and not the text's.
    var inlineMarkup: String {
        var inner = node
        let parts = tree.children(node).filter { tree.isElement($0) || !FeedText.trimmed(tree.text($0)).isEmpty }
        if parts.count == 1, tree.name(parts[0]) == "div" { inner = parts[0] }
        return MarkupWriter.html(inside: inner, of: document)
    }
}
