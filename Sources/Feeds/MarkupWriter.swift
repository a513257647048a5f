internal import HTML

/// Writes the elements of a feed that stand there as elements, as HTML; nothing recursive.
struct MarkupWriter {
    private struct Open {
        let end: Int
        let name: String
        let base: FeedURL
    }

    private let tree: XMLTree
    private var output = ""
    private var open: [Open] = []

    /// - Parameter base: the base in force inside `node`.
    static func html(inside node: Int, of tree: XMLTree, base: FeedURL) -> String {
        var writer = MarkupWriter(tree: tree)
        writer.write(inside: node, base: base)
        return writer.output
    }

    private init(tree: XMLTree) {
        self.tree = tree
    }

    private mutating func write(inside root: Int, base: FeedURL) {
        for node in (root + 1)..<max(tree.end(root), root + 1) {
            close(before: node)
            if tree.isElement(node) {
                start(node, base: open.last?.base ?? base)
            } else {
                output += FeedMarkup.escaped(tree.text(node))
            }
        }
        close(before: tree.end(root))
    }

    private mutating func start(_ node: Int, base outer: FeedURL) {
        let name = tree.name(node)
        var base = outer
        if let reference = tree.attribute("base", .xml, of: node) { base = outer.inner(reference) }
        output += "<" + name
        for attribute in tree.attributes(node) where attribute.namespace == .none {
            let value = FeedMarkup.link(attribute: attribute.name, value: attribute.value, base: base)
            output += " " + attribute.name + "=\"" + FeedMarkup.escaped(value) + "\""
        }
        output += ">"
        // What follows an unclosed <br> stands inside it in the tree, but not in the HTML.
        open.append(Open(end: tree.end(node), name: HTMLTag.void.contains(name.lowercased()) ? "" : name, base: base))
    }

    private mutating func close(before node: Int) {
        while let innermost = open.last, innermost.end <= node {
            open.removeLast()
            if !innermost.name.isEmpty { output += "</" + innermost.name + ">" }
        }
    }
}
