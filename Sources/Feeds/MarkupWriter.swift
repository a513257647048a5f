internal import HTML

/// Writes the elements of a feed that stand there as elements, as HTML; nothing recursive.
struct MarkupWriter {
    private struct Open {
        let end: Int
        let name: String
    }

    private let document: FeedDocument
    private var output = ""
    private var open: [Open] = []

    private var tree: XMLTree { document.tree }

    static func html(inside node: Int, of document: FeedDocument) -> String {
        var writer = MarkupWriter(document: document)
        writer.write(inside: node)
        return writer.output
    }

    private init(document: FeedDocument) {
        self.document = document
    }

    private mutating func write(inside root: Int) {
        for node in (root + 1)..<max(tree.end(root), root + 1) {
            close(before: node)
            if tree.isElement(node) {
                start(node)
            } else {
                output += FeedMarkup.escaped(tree.text(node))
            }
        }
        close(before: tree.end(root))
    }

    private mutating func start(_ node: Int) {
        let name = tree.name(node)
        let base = document.base(at: node)
        output += "<" + name
        for attribute in tree.attributes(node) where attribute.namespace == .none {
            let value = FeedMarkup.link(attribute: attribute.name, value: attribute.value, base: base)
            output += " " + attribute.name + "=\"" + FeedMarkup.escaped(value) + "\""
        }
        output += ">"
        // What follows an unclosed <br> stands inside it in the tree, but not in the HTML.
        open.append(Open(end: tree.end(node), name: HTMLTag.void.contains(name.lowercased()) ? "" : name))
    }

    private mutating func close(before node: Int) {
        while let innermost = open.last, innermost.end <= node {
            open.removeLast()
            if !innermost.name.isEmpty { output += "</" + innermost.name + ">" }
        }
    }
}
