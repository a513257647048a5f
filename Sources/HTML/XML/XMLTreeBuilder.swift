/// Builds an `XMLTree` from the parser's events; owned by one call of `XMLParser.tree`.
final class XMLTreeBuilder {
    private(set) var tree = XMLTree()
    private var open: [Int32] = [0]
    /// libxml2 keeps one copy of each name, so that a pointer identifies it while the parser lives.
    private var nameByPointer: [UnsafePointer<UInt8>: Int32] = [:]
    private var nameByText: [String: Int32] = [:]
    private var namespaceByPointer: [UnsafePointer<UInt8>: XMLNamespace] = [:]

    /// Elements that are open in the parser and dropped here.
    private var dropped = 0
    private let nodeLimit: Int

    init(nodeLimit: Int) {
        self.nodeLimit = nodeLimit
        tree.nodes.append(
            XMLTree.Node(
                name: -1, namespace: .none, parent: 0, end: 1, textStart: 0, textEnd: 0, firstAttribute: 0,
                attributeCount: 0, scope: 0))
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
        context.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    /// - Parameter attributes: `count` groups of five pointers: name, prefix, namespace, begin and end of the value.
    func open(
        _ name: UnsafePointer<UInt8>?, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?,
        attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int
    ) {
        guard let name else { return }
        guard hasRoom() else {
            dropped += 1
            return
        }
        let firstAttribute = Int32(tree.attributes.count)
        for index in 0..<count { append(attribute: attributes.map { $0 + 5 * index }) }
        let hasScope = tree.attributes[Int(firstAttribute)...].contains { $0.namespace == .xml }
        let node = XMLTree.Node(
            name: intern(name), namespace: namespace(uri, prefix: prefix), parent: open[open.count - 1], end: 0,
            textStart: Int32(tree.text.count), textEnd: 0, firstAttribute: firstAttribute,
            attributeCount: Int32(tree.attributes.count) - firstAttribute,
            scope: hasScope ? Int32(tree.nodes.count) : innermostScope)
        // The element that the repair puts around everything is the document.
        guard tree.nodes.count > 1 || tree.names[Int(node.name)] != XMLRepair.rootName else { return }
        open.append(Int32(tree.nodes.count))
        tree.nodes.append(node)
    }

    func close() {
        if dropped > 0 {
            dropped -= 1
            return
        }
        guard open.count > 1, let node = open.popLast() else { return }
        finish(Int(node))
    }

    func append(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
        guard let bytes, count > 0, hasRoom() else { return }
        let start = Int32(tree.text.count)
        tree.text.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        let end = Int32(tree.text.count)
        let parent = open[open.count - 1]
        let last = tree.nodes.count - 1
        if tree.nodes[last].name < 0, last > 0, tree.nodes[last].parent == parent {
            tree.nodes[last].textEnd = end
            return
        }
        tree.nodes.append(
            XMLTree.Node(
                name: -1, namespace: .none, parent: parent, end: Int32(last + 2), textStart: start, textEnd: end,
                firstAttribute: 0, attributeCount: 0, scope: innermostScope))
    }

    func finished() -> XMLTree {
        while let node = open.popLast() { finish(Int(node)) }
        return tree
    }

    /// With the last node the tree ends: its texts too, or they would run into one.
    private func hasRoom() -> Bool {
        if tree.nodes.count < nodeLimit { return true }
        tree.limitsReached.insert(.nodes)
        return false
    }

    private var innermostScope: Int32 { tree.nodes[Int(open[open.count - 1])].scope }

    private func finish(_ node: Int) {
        tree.nodes[node].end = Int32(tree.nodes.count)
        tree.nodes[node].textEnd = Int32(tree.text.count)
    }

    private func append(attribute: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
        guard let attribute, let name = attribute[0], let begin = attribute[3], let end = attribute[4] else { return }
        let start = Int32(tree.values.count)
        append(value: UnsafeBufferPointer(start: begin, count: end - begin))
        let namespace = namespace(attribute[2], prefix: attribute[1])
        tree.attributes.append(
            XMLTree.Attribute(
                name: intern(name), namespace: namespace, start: start, end: Int32(tree.values.count)))
    }

    /// Unless it replaces entities, libxml2 leaves an ampersand in a value as `&#38;`; all others were written so too.
    private func append(value: UnsafeBufferPointer<UInt8>) {
        var rest = value[...]
        while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
            tree.values.append(contentsOf: rest[...ampersand])
            rest = rest[(ampersand + 1)...]
            if rest.starts(with: "#38;".utf8) { rest = rest.dropFirst(4) }
        }
        tree.values.append(contentsOf: rest)
    }

    private func intern(_ pointer: UnsafePointer<UInt8>) -> Int32 {
        if let known = nameByPointer[pointer] { return known }
        let name = String(cString: pointer)
        let id = nameByText[name] ?? Int32(tree.names.count)
        if id == tree.names.count {
            tree.names.append(name)
            nameByText[name] = id
        }
        nameByPointer[pointer] = id
        return id
    }

    /// A prefix that is declared nowhere, or through an entity that was not followed, means what it usually means.
    private func namespace(_ uri: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?) -> XMLNamespace {
        guard let key = uri ?? prefix else { return .none }
        if let known = namespaceByPointer[key] { return known }
        let isUsable = uri != nil && key.pointee != UInt8(ascii: "&")
        var found = isUsable ? XMLNamespace(uri: String(cString: key)) : .other
        if !isUsable, let prefix { found = XMLNamespace(prefix: String(cString: prefix)) }
        namespaceByPointer[key] = found
        return found
    }
}
