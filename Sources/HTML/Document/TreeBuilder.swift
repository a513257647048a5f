internal import Glibc

/// Turns the parser's events into the arena, and repairs what libxml2 2.9, which knows HTML 4 only, gets wrong:
/// void elements of HTML 5 stay empty, and a block, a list item or a definition closes what the standard says it closes.
///
/// Owned by one `Document.parse` call, on one thread.
struct TreeBuilder {
    typealias Name = UnsafePointer<UInt8>

    /// An open element, with the innermost open ones of three kinds that a start tag inside it may close; -1 for none.
    /// Each is inherited from the parent, so that no start tag has to search.
    private struct Open {
        var node: Int32
        var paragraph: Int32 = -1
        var item: Int32 = -1
        var definition: Int32 = -1
    }

    private var nodes: [Node] = []
    private var bytes: [UInt8] = []
    private var attributes: [Attribute] = []
    private var names: [String] = []
    private var attributeNames: AttributeNames
    private var tagsByAddress = PointerTable<(tag: Tag, name: UInt16)>()
    private var attributesByAddress = PointerTable<AttributeName>()
    private var open: [Open] = []
    /// The node of every element that libxml2 holds open; some of them are closed here already.
    private var openInParser: [Int32] = []
    private var limitsReached: Set<ParseLimit> = []
    private var textBytes = 0
    private var links = 0
    private let limits: ParseLimits
    private let source: [UInt8]
    private var setAside: SetAside
    /// Whether the page has control characters that are no white space. They show nothing, and go.
    private let hasControls: Bool

    /// - Parameters:
    ///   - source: the page.
    ///   - setAside: what of it the parser does not see.
    ///   - names: those of the attributes set aside.
    init(source: [UInt8], setAside: SetAside, names: AttributeNames, limits: ParseLimits) {
        self.source = source
        self.setAside = setAside
        hasControls = source.withUnsafeBytes(ControlCharacters.areIn)
        attributeNames = names
        self.limits = limits
        bytes.reserveCapacity(source.count)
        nodes.reserveCapacity(source.count / 32)
        attributes.reserveCapacity(source.count / 64)
    }

    /// Closes what is still open and hands the document over.
    mutating func document(
        charset: String, selection: AttributeSelection, limitsReached filterLimits: Set<ParseLimit>
    ) -> Document {
        close(downTo: 0)
        nodes.trim()
        bytes.trim()
        attributes.trim()
        return Document(
            nodes: nodes, bytes: bytes, attributes: attributes, charset: charset,
            limitsReached: limitsReached.union(filterLimits), names: names, attributeNames: attributeNames,
            selection: selection)
    }
}

// MARK: - Events

extension TreeBuilder {
    /// The attributes come as name, value, name, value … null; a value may be null. Most were set aside.
    ///
    /// - Parameter place: how many bytes the parser has read.
    mutating func start(_ name: Name?, _ pairs: UnsafeMutablePointer<Name?>?, at place: Int) {
        guard let name else { return }
        let (tag, nameIndex) = identify(name)
        closeImplied(by: tag)
        guard hasRoom(), tag != .a || mayLink() else { return openInParser.append(-1) }
        let firstAttribute = attributes.count
        if let aside = setAside.attributes(at: place) {
            append(aside, pairs)
        } else if var pairs {
            while append(next: &pairs, since: firstAttribute) {}
        }
        let index = Int32(nodes.count)
        nodes.append(
            Node(
                parent: open.last?.node ?? -1, end: index + 1, start: Int32(firstAttribute),
                count: Int32(attributes.count - firstAttribute), depth: Int32(open.count), name: nameIndex, tag: tag))
        openInParser.append(index)
        if !tag.isVoid { push(index, tag) }
    }

    /// Ends the element that libxml2 opened last. It may be closed here already, or lie below others that are not.
    mutating func end() {
        guard let index = openInParser.popLast(), index >= 0 else { return }
        let depth = Int(nodes[Int(index)].depth)
        guard depth < open.count, open[depth].node == index else { return }
        close(downTo: depth)
    }

    /// Text between tags, or in a script. Of what was set aside it holds the marks.
    ///
    /// - Parameter place: how many bytes the parser has read.
    mutating func characters(_ text: UnsafePointer<UInt8>?, _ count: Int32, at place: Int) {
        let text = UnsafeBufferPointer(start: text, count: Int(count))
        var left = text.count
        let source = source
        source.withUnsafeBufferPointer { source in
            while left > 0, let aside = setAside.text(inFront: place, bytes: left) {
                append(text: UnsafeBufferPointer(rebasing: text.suffix(left).dropLast(aside.bytesBehind + 1)))
                append(source: UnsafeBufferPointer(rebasing: source[aside.stretch]))
                left = aside.bytesBehind
            }
        }
        append(text: UnsafeBufferPointer(rebasing: text.suffix(left)))
    }

    private mutating func append(source text: UnsafeBufferPointer<UInt8>) {
        guard hasControls else { return append(text: text) }
        let shown = text.filter { !ControlCharacters.holds($0) }
        shown.withUnsafeBufferPointer { append(text: $0) }
    }

    /// Pieces of one text become one node.
    private mutating func append(text: UnsafeBufferPointer<UInt8>) {
        guard !text.isEmpty else { return }
        let parent = open.last?.node ?? -1
        let extendsLast = nodes.last.map { $0.isText && $0.parent == parent } ?? false
        guard extendsLast || hasRoom(), mayHold(text.count) else { return }
        let start = bytes.count
        appendText(text)
        if extendsLast {
            nodes[nodes.count - 1].count += Int32(bytes.count - start)
        } else {
            nodes.append(
                Node(
                    parent: parent, end: Int32(nodes.count + 1), start: Int32(start), count: Int32(bytes.count - start),
                    depth: Int32(open.count), name: 0, tag: .text))
        }
    }
}

// MARK: - The stack of open elements

extension TreeBuilder {
    private mutating func push(_ index: Int32, _ tag: Tag) {
        guard open.count < limits.depth else {
            limitsReached.insert(.depth)
            return
        }
        var entry = open.last ?? Open(node: index)
        entry.node = index
        if Tag.paragraphScopes.contains(tag) { entry.paragraph = -1 }
        if Tag.itemScopes.contains(tag) {
            entry.item = -1
            entry.definition = -1
        }
        switch tag {
        case .p: entry.paragraph = index
        case .li: entry.item = index
        case .dd, .dt: entry.definition = index
        default: break
        }
        open.append(entry)
    }

    /// Closes what the standard closes before this start tag (HTML, section 13.2.6.4.7).
    private mutating func closeImplied(by tag: Tag) {
        switch tag {
        case .li: close(open.last?.item)
        case .dd, .dt: close(open.last?.definition)
        default: break
        }
        if tag.isBlock, let last = open.last, Tag.plainTextHolders.contains(nodes[Int(last.node)].tag) {
            close(last.node)
        }
        if Tag.closingParagraph.contains(tag) { close(open.last?.paragraph) }
    }

    private mutating func close(_ index: Int32?) {
        guard let index, index >= 0 else { return }
        close(downTo: Int(nodes[Int(index)].depth))
    }

    private mutating func close(downTo depth: Int) {
        let end = Int32(nodes.count)
        while open.count > depth { nodes[Int(open.removeLast().node)].end = end }
    }

    private mutating func hasRoom() -> Bool {
        if nodes.count < limits.nodes { return true }
        limitsReached.insert(.nodes)
        return false
    }

    private mutating func mayLink() -> Bool {
        links += 1
        if links <= limits.links { return true }
        limitsReached.insert(.links)
        return false
    }

    /// A piece of text comes in whole or not at all, so that no character is split.
    private mutating func mayHold(_ count: Int) -> Bool {
        textBytes += count
        if textBytes <= limits.textBytes { return true }
        limitsReached.insert(.textBytes)
        return false
    }
}

// MARK: - Names and bytes

extension TreeBuilder {
    private mutating func identify(_ name: Name) -> (tag: Tag, name: UInt16) {
        let address = UInt(bitPattern: name)
        if let known = tagsByAddress[address] { return known }
        let string = String(cString: name)
        var identity = (tag: Tag(name: string), name: UInt16(0))
        if identity.tag == .custom || identity.tag == .unknown {
            if names.count < Int(UInt16.max) { names.append(string) }
            identity.name = UInt16(names.count - 1)
        }
        tagsByAddress.insert(identity, for: address)
        return identity
    }

    private mutating func append(_ aside: Range<Int>, _ pairs: UnsafeMutablePointer<Name?>?) {
        let first = attributes.count
        var pairs = pairs
        for index in aside {
            switch setAside[index] {
            case .aside(let name, let value):
                guard !holds(name, since: first) else { continue }
                let start = bytes.count
                appendSource(Int(value.lowerBound)..<Int(value.upperBound))
                attributes.append(
                    Attribute(name: name, value: ByteRange(start: start, count: bytes.count - start)))
            case .read:
                if var next = pairs, append(next: &next, since: first) { pairs = next }
            }
        }
    }

    /// Appends the first of what is left of the parser's attributes.
    /// - Returns: whether there was one.
    private mutating func append(next pairs: inout UnsafeMutablePointer<Name?>, since first: Int) -> Bool {
        guard let name = pairs[0] else { return false }
        let number = identifyAttribute(name)
        if !holds(number, since: first) {
            let start = bytes.count
            if let value = pairs[1] { appendValue(value) }
            attributes.append(Attribute(name: number, value: ByteRange(start: start, count: bytes.count - start)))
        }
        pairs += 2
        return true
    }

    /// Of two attributes of one name the first counts (HTML, section 13.2.5.33).
    private func holds(_ name: AttributeName, since first: Int) -> Bool {
        attributes[first...].contains { $0.name == name }
    }

    private mutating func identifyAttribute(_ name: Name) -> AttributeName {
        let address = UInt(bitPattern: name)
        if let known = attributesByAddress[address] { return known }
        let number = attributeNames.intern(String(cString: name))
        attributesByAddress.insert(number, for: address)
        return number
    }

    private mutating func appendValue(_ value: Name) {
        let count = strlen(UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self))
        appendText(UnsafeBufferPointer(start: value, count: count))
    }

    private mutating func appendSource(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let source = source
        source.withUnsafeBufferPointer { appendText(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// A C1 control is a character of windows-1252 that was written by its number (`&#146;`), or decoded wrongly before
    /// it came here; the standard reads it so too (HTML, section 13.2.5.80).
    private mutating func appendText(_ text: UnsafeBufferPointer<UInt8>) {
        var copied = 0
        var position = 0
        while let lead = text.index(of: 0xC2, from: position), lead + 1 < text.count {
            position = lead + 1
            guard text[position] < 0xA0 else { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<lead]))
            bytes.append(contentsOf: C1Control.utf8(of: text[position]))
            position += 1
            copied = position
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func index(of byte: UInt8, from start: Int) -> Int? {
        guard start < count, let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
            return nil
        }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
    }
}
