/// An XML document as one flat array in document order: an element, then all it holds, then what follows it.
///
/// Node 0 is the document itself; its children are the roots, of which broken documents have several. Comments,
/// processing instructions and the document type are left out. A tree is a value: it refers to no parser.
public struct XMLTree: Sendable {
    struct Node: Sendable {
        /// Index into `names`; negative for text.
        var name: Int32
        var namespace: XMLNamespace
        var parent: Int32
        /// One past the last node inside.
        var end: Int32
        /// The text inside, of all descendants in order, is one run of `text`.
        var textStart: Int32
        var textEnd: Int32
        var firstAttribute: Int32
        var attributeCount: Int32
        /// The innermost element from here outwards with attributes of the `xml` namespace; 0 for none.
        var scope: Int32
    }

    struct Attribute: Sendable {
        var name: Int32
        var namespace: XMLNamespace
        var start: Int32
        var end: Int32
    }

    var nodes: [Node] = []
    var names: [String] = []
    var text: [UInt8] = []
    var attributes: [Attribute] = []
    var values: [UInt8] = []
    /// Soft caps that the document ran into; what lies behind them is missing here.
    public internal(set) var limitsReached: Set<XMLLimit> = []

    /// How many nodes there are, the document included.
    public var count: Int { nodes.count }

    /// Whether the node is an element rather than a run of text.
    public func isElement(_ node: Int) -> Bool { nodes[node].name >= 0 }

    /// The element's name without its prefix; empty for text and the document.
    public func name(_ node: Int) -> String {
        let name = nodes[node].name
        return name < 0 ? "" : names[Int(name)]
    }

    /// The namespace of the element's name.
    public func namespace(_ node: Int) -> XMLNamespace { nodes[node].namespace }

    /// The element that holds the node; nil for the document.
    public func parent(_ node: Int) -> Int? {
        node == 0 ? nil : Int(nodes[node].parent)
    }

    /// One past the last node inside `node`: its descendants are `node + 1 ..< end(node)`.
    public func end(_ node: Int) -> Int { Int(nodes[node].end) }

    /// The elements and texts directly inside, in order.
    public func children(_ node: Int) -> some Sequence<Int> {
        sequence(state: node + 1) { [nodes] next -> Int? in
            guard next < Int(nodes[node].end) else { return nil }
            defer { next = Int(nodes[next].end) }
            return next
        }
    }

    /// All text inside, of descendants too, references decoded, as UTF-8.
    public func textBytes(_ node: Int) -> ArraySlice<UInt8> {
        text[Int(nodes[node].textStart)..<Int(nodes[node].textEnd)]
    }

    /// All text inside, of descendants too, references decoded.
    public func text(_ node: Int) -> String {
        String(decoding: textBytes(node), as: UTF8.self)
    }

    /// The value of an attribute; an unprefixed one is in no namespace.
    public func attribute(_ name: String, _ namespace: XMLNamespace = .none, of node: Int) -> String? {
        for attribute in attributeSlice(node)
        where attribute.namespace == namespace && names[Int(attribute.name)] == name {
            return value(attribute)
        }
        return nil
    }

    /// The innermost element from the node outwards that has attributes of the `xml` namespace, as `xml:base` and `xml:lang`
    /// are; nil where none has.
    public func scope(of node: Int) -> Int? { nodes[node].scope == 0 ? nil : Int(nodes[node].scope) }

    /// All attributes of an element in the order they are written.
    public func attributes(_ node: Int) -> [(name: String, namespace: XMLNamespace, value: String)] {
        attributeSlice(node).map { (names[Int($0.name)], $0.namespace, value($0)) }
    }

    private func attributeSlice(_ node: Int) -> ArraySlice<Attribute> {
        let start = Int(nodes[node].firstAttribute)
        return attributes[start..<start + Int(nodes[node].attributeCount)]
    }

    private func value(_ attribute: Attribute) -> String {
        String(decoding: values[Int(attribute.start)..<Int(attribute.end)], as: UTF8.self)
    }
}
