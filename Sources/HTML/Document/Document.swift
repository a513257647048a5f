/// A page as a flat arena: nodes in page order, attributes, and one array with all their bytes.
public struct Document: Sendable {
    /// In page order; the subtree of node `i` is `i..<nodes[i].end`. Several may have no parent.
    public let nodes: [Node]
    /// Character data and attribute values, valid UTF-8, without NUL.
    public let bytes: [UInt8]
    public let attributes: [Attribute]
    /// Canonical label of the character set that the page was decoded with.
    public let charset: String
    /// Soft caps that the page ran into; what lies behind them is missing here.
    public let limitsReached: Set<ParseLimit>
    /// Names of custom and unknown elements.
    let names: [String]
    let attributeNames: AttributeNames
    /// The attributes that were not cut.
    let selection: AttributeSelection

    /// Reads a page from its bytes.
    ///
    /// - Parameters:
    ///   - html: the body of an HTTP answer, or a file.
    ///   - transportCharset: the charset of the Content-Type header, if it has one.
    ///   - attributes: those that will be asked for.
    ///   - limits: the caps on what is read of it.
    /// - Throws: ``HTMLError``, for what is no text or too much of it; whatever is text becomes a document.
    public static func parse(
        _ html: [UInt8], transportCharset: String? = nil, attributes: AttributeSelection = .all,
        limits: ParseLimits = ParseLimits()
    ) throws(HTMLError) -> Document {
        let text = try decode(html, transportCharset: transportCharset, limits: limits)
        return try parse(text: text, attributes: attributes, limits: limits)
    }

    /// The first half of ``parse(_:transportCharset:attributes:limits:)``.
    /// - Throws: ``HTMLError``, for what is no text or too much of it.
    public static func decode(
        _ html: [UInt8], transportCharset: String? = nil, limits: ParseLimits = ParseLimits()
    ) throws(HTMLError) -> DecodedText {
        guard html.count <= limits.bytes else { throw .tooLarge(bytes: html.count, limit: limits.bytes) }
        switch ContentKind(of: html) {
        case .empty: throw .empty
        case .text: return Charset.decode(html, transport: transportCharset)
        case let other: throw .notText(other)
        }
    }

    /// Reads a page that is decoded already.
    /// - Throws: ``HTMLError/outOfMemory``.
    public static func parse(
        text: DecodedText, attributes: AttributeSelection = .all, limits: ParseLimits = ParseLimits()
    ) throws(HTMLError) -> Document {
        let filtered = TagFilter.run(over: text.bytes, attributes: attributes, limits: limits)
        var builder = TreeBuilder(
            source: text.bytes, setAside: filtered.setAside, names: filtered.attributeNames, limits: limits)
        try SAXParser.parse(filtered.bytes, into: &builder)
        return builder.document(
            charset: text.charset, selection: attributes, limitsReached: filtered.limitsReached)
    }
}

extension Document {
    /// The lower-case name of an element; empty for a text.
    public func name(of index: Int) -> String {
        let node = nodes[index]
        return node.tag == .custom || node.tag == .unknown ? names[Int(node.name)] : node.tag.name
    }

    /// The number of an attribute's name in this document; nil when no tag carries it. Look it up once, not per node.
    public func attributeName(_ name: String) -> AttributeName? { attributeNames.number(of: name) }

    /// The lower-case name behind the number.
    public func string(_ name: AttributeName) -> String { attributeNames.string(name) }

    /// The value of an element's attribute; nil when the element has no such attribute, empty when it has no value.
    public func attribute(_ name: AttributeName, of index: Int) -> ByteRange? {
        assert(selection.holds(NameBudget.hash(string(name).utf8)), "\(string(name)) is asked for and was not wanted")
        for attribute in nodes[index].attributes where attributes[attribute].name == name {
            return attributes[attribute].value
        }
        return nil
    }

    /// The text of a stretch; bytes that are no UTF-8, which there are none of, would be U+FFFD.
    public func string(_ range: ByteRange) -> String {
        String(decoding: bytes[range.indices], as: UTF8.self)
    }

    /// All character data inside a node, its own included, as it stands in the page.
    public func text(of index: Int) -> String {
        var collected: [UInt8] = []
        for node in nodes[index..<Int(nodes[index].end)] { collected.append(contentsOf: bytes[node.text.indices]) }
        return String(decoding: collected, as: UTF8.self)
    }
}
