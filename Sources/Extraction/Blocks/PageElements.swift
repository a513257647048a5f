import HTML

/// What each node of a page is and inherits, by node index: class groups, tags and roles around it, whether it is hidden.
struct PageElements {
    /// The groups of the node's own class, id and component names.
    private(set) var groups: [ClassGroup]
    /// The groups of the node and all elements around it but `html` and `body`, whose classes speak of the whole page.
    private(set) var groupsAround: [ClassGroup]
    /// Tags of the node and all around it that matter to features, a bit each (`AncestorTags`).
    private(set) var around: [AncestorTags]
    private(set) var traits: [Traits]
    /// What furniture the node's own class and role name.
    private(set) var widgets: [Widgets]
    /// A hash of the node's own class.
    private(set) var classHashes: [UInt32]
    /// The nearest block element at or above the node; -1 where there is none.
    private(set) var block: [Int32]
    private let shadowRoot: AttributeName?
    /// Whether the page is read as a browser without scripts shows it.
    private var readsNoscript = false

    /// Facts that an element passes on to what it holds.
    struct Traits: OptionSet {
        let rawValue: UInt32

        static let hidden = Traits(rawValue: 1 << 0)
        static let ariaHidden = Traits(rawValue: 1 << 1)
        static let articleBody = Traits(rawValue: 1 << 2)
        static let articleType = Traits(rawValue: 1 << 3)
        static let otherProperty = Traits(rawValue: 1 << 4)
        static let commentType = Traits(rawValue: 1 << 5)
        static let navigation = Traits(rawValue: 1 << 6)
        static let complementary = Traits(rawValue: 1 << 7)
        static let contentinfo = Traits(rawValue: 1 << 8)
        static let main = Traits(rawValue: 1 << 9)
        static let banner = Traits(rawValue: 1 << 10)
        static let search = Traits(rawValue: 1 << 11)
        static let dialog = Traits(rawValue: 1 << 12)
        static let article = Traits(rawValue: 1 << 13)

        /// ARIA's landmark roles and the two others that matter, by name (WAI-ARIA 1.2, section 5.3).
        static let roles: [(name: String, trait: Traits)] = [
            ("navigation", .navigation), ("complementary", .complementary), ("contentinfo", .contentinfo),
            ("main", .main),
            ("banner", .banner), ("search", .search), ("dialog", .dialog), ("article", .article),
        ]
    }

    init(_ document: Document, classes: ClassBook = .bundled) {
        let count = document.nodes.count
        groups = Array(repeating: [], count: count)
        groupsAround = groups
        around = Array(repeating: [], count: count)
        traits = Array(repeating: [], count: count)
        widgets = Array(repeating: [], count: count)
        classHashes = Array(repeating: ClassValues.Meaning().hash, count: count)
        block = Array(repeating: -1, count: count)
        shadowRoot = document.attributeName("shadowrootmode")
        readsNoscript = holdsTextInNoscript(document)
        document.bytes.withUnsafeBufferPointer { bytes in
            var values = ClassValues(classes)
            for index in 0..<count { fill(index, document, bytes, &values) }
        }
    }

    private mutating func fill(
        _ index: Int, _ document: Document, _ bytes: UnsafeBufferPointer<UInt8>, _ values: inout ClassValues
    ) {
        let node = document.nodes[index]
        let parent = Int(node.parent)
        if parent >= 0 {
            around[index] = around[parent]
            traits[index] = traits[parent]
            groupsAround[index] = groupsAround[parent]
            block[index] = block[parent]
        }
        guard !node.isText else { return }
        around[index].formUnion(AncestorTags(node.tag))
        if isBlockLike(index, node, document) { block[index] = Int32(index) }
        for attribute in node.attributes {
            let (name, range) = (document.attributes[attribute].name, document.attributes[attribute].value.indices)
            switch name {
            case .class:
                let meaning = values.meaning(of: range, in: bytes)
                groups[index].formUnion(meaning.groups)
                widgets[index].formUnion(meaning.widgets)
                classHashes[index] = meaning.hash
            case .id, .dataTestid, .dataComponent, .dataComponentName:
                groups[index].formUnion(values.classes.groups(UnsafeBufferPointer(rebasing: bytes[range])))
            default:
                read(name, UnsafeBufferPointer(rebasing: bytes[range]), at: index)
            }
        }
        if node.tag != .body, node.tag != .html { groupsAround[index].formUnion(groups[index]) }
    }

    private mutating func read(
        _ name: AttributeName, _ value: UnsafeBufferPointer<UInt8>, at index: Int
    ) {
        switch name {
        case .hidden:
            traits[index].insert(.hidden)
        case .style:
            if Self.hides(value) { traits[index].insert(.hidden) }
        case .ariaHidden:
            if value.elementsEqual("true".utf8) { traits[index].insert(.ariaHidden) }
        case .role:
            let role = String(decoding: value, as: UTF8.self).lowercased()
            for known in Traits.roles where known.name == role { traits[index].insert(known.trait) }
            widgets[index].formUnion(Widgets(named: value))
        case .itemprop, .itemtype:
            traits[index].formUnion(Self.microdata(name, value))
        default:
            break
        }
    }

    /// Whether a style attribute takes the element off the page.
    private static func hides(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: style.count) { plain in
            var count = 0
            for byte in style where byte > 0x20 {
                plain[count] = byte | 0x20
                count += 1
            }
            let text = UnsafeBufferPointer(rebasing: plain[..<count])
            return hidingDeclarations.contains { declaration in
                declaration.withUTF8Buffer { ByteSearch.offset(of: $0, in: text) != nil }
            }
        }
    }

    private static let hidingDeclarations: [StaticString] = ["display:none", "visibility:hidden"]

    /// schema.org microdata: body and comment properties, article types.
    private static func microdata(_ name: AttributeName, _ value: UnsafeBufferPointer<UInt8>) -> Traits {
        let lower = value.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        return lower.withUnsafeBufferPointer { value in
            var traits: Traits = comment.isIn(value) ? .commentType : []
            if name == .itemprop {
                if articleBody.isIn(value) { return traits.union(.articleBody) }
                traits.insert(value.elementsEqual("text".utf8) ? [.articleBody, .otherProperty] : .otherProperty)
            } else if articleTypes.contains(where: { value.suffix($0.utf8.count).elementsEqual($0.utf8) }) {
                traits.insert(.articleType)
            }
            return traits
        }
    }

    private static let comment = BytePattern(Array("comment".utf8))
    private static let articleBody = BytePattern(Array("articlebody".utf8))
    private static let articleTypes = ["article", "blogposting"]
}

extension PageElements {
    /// Whether the node begins and ends blocks.
    func isBlock(_ index: Int) -> Bool { block[index] == Int32(index) }

    /// A custom element may be either. It is a word in its sentence when it stands among text in a paragraph or a heading
    /// and holds no block.
    private func isBlockLike(_ index: Int, _ node: Node, _ document: Document) -> Bool {
        guard node.tag == .custom else { return node.tag.isBlockLike }
        guard node.parent >= 0, Int(node.end) == index + 1 || Self.holdsWords(index, node, document) else {
            return true
        }
        let parent = document.nodes[Int(node.parent)].tag
        return !Self.textElements.contains(parent) || !Self.standsInText(index, node, document)
    }

    private static let textElements: TagSet = [
        .p, .h1, .h2, .h3, .h4, .h5, .h6, .li, .blockquote, .figcaption, .td, .dd, .a, .b, .strong, .i, .em, .span, .u,
        .mark, .q, .cite,
    ]

    /// A few words and nothing that is a block.
    private static func holdsWords(_ index: Int, _ node: Node, _ document: Document) -> Bool {
        let inside = document.nodes[(index + 1)..<Int(node.end)]
        return inside.count <= 8 && inside.contains { $0.isText && !$0.text.indices.isEmpty }
            && inside.allSatisfy {
                $0.isText ? $0.text.indices.count <= 200 : !$0.tag.isBlockLike && !$0.tag.isSilent && $0.tag != .br
            }
    }

    /// Whether a text node right before or behind the element has a letter.
    private static func standsInText(_ index: Int, _ node: Node, _ document: Document) -> Bool {
        [index - 1, Int(node.end)].contains { neighbour in
            guard document.nodes.indices.contains(neighbour), document.nodes[neighbour].isText,
                document.nodes[neighbour].parent == node.parent
            else { return false }
            return document.bytes[document.nodes[neighbour].text.indices].contains {
                $0 >= 0x80 || ($0 | 0x20) &- 0x61 < 26
            }
        }
    }

    /// Less than this in `noscript` elements is a request to switch scripts on.
    private static let noscriptBytes = 400

    /// Whether most of the page's text stands in `noscript` elements.
    private func holdsTextInNoscript(_ document: Document) -> Bool {
        // Most pages are done here.
        var (count, end) = (0, 0)
        for (index, node) in document.nodes.enumerated() where node.tag == .noscript && index >= end {
            end = Int(node.end)
            count += Self.textBytes(in: index..<end, of: document)
        }
        guard count >= Self.noscriptBytes else { return false }
        let (shown, hidden) = textBytesOutsideAndInsideNoscript(document)
        return hidden >= Self.noscriptBytes && hidden > 2 * shown
    }

    private func textBytesOutsideAndInsideNoscript(_ document: Document) -> (shown: Int, hidden: Int) {
        var (shown, hidden) = (0, 0)
        var hiddenEnd = 0
        var index = 0
        while index < document.nodes.count {
            let node = document.nodes[index]
            if node.tag == .noscript {
                hiddenEnd = max(hiddenEnd, Int(node.end))
            } else if isSilent(index, in: document) {
                index = Int(node.end)
                continue
            }
            let bytes = Self.textBytes(in: index..<index + 1, of: document)
            if index < hiddenEnd { hidden += bytes } else { shown += bytes }
            index += 1
        }
        return (shown, hidden)
    }

    /// White space not counted.
    private static func textBytes(in nodes: Range<Int>, of document: Document) -> Int {
        nodes.reduce(0) { $0 + document.bytes[document.nodes[$1].text.indices].count { $0 > 0x20 } }
    }

    /// Whether nothing in the element is read. A template with a shadow root is on the page (HTML, section 4.12.3).
    func isSilent(_ index: Int, in document: Document) -> Bool {
        let node = document.nodes[index]
        guard node.tag.isSilent else { return false }
        if node.tag == .noscript { return !readsNoscript }
        return node.tag != .template || !node.attributes.contains { document.attributes[$0].name == shadowRoot }
    }
}

extension Tag {
    /// Blocks by the standard, plus what pages use like blocks: buttons, labels and custom elements.
    var isBlockLike: Bool { Self.blockLike.contains(self) }

    private static let blockLike = Tag.blocks.union([.custom, .button, .label])

    /// Elements whose text is never part of what is read on the page.
    var isSilent: Bool { Self.silent.contains(self) }

    private static let silent: TagSet = [
        .script, .style, .noscript, .template, .svg, .math, .iframe, .object, .embed, .select, .textarea, .input,
        .canvas,
        .video, .audio, .head, .map, .link, .meta, .title, .datalist, .noframes, .noembed, .applet,
    ]
}

/// Which of the structural tags stand around a block, itself included.
struct AncestorTags: OptionSet {
    let rawValue: UInt32

    static let tags: [Tag] = [
        .article, .main, .header, .footer, .nav, .aside, .section, .form, .figure, .figcaption, .table, .ul, .ol, .li,
        .blockquote, .details, .dialog, .button, .label, .pre, .dl, .address, .time,
    ]

    static let header = AncestorTags(.header)
    static let footer = AncestorTags(.footer)
    static let nav = AncestorTags(.nav)
    static let aside = AncestorTags(.aside)
    static let form = AncestorTags(.form)
    static let figcaption = AncestorTags(.figcaption)
    static let figure = AncestorTags(.figure).union(figcaption)
    static let table = AncestorTags(.table)
    static let list = AncestorTags(.ul).union(AncestorTags(.ol))
    static let ordered = AncestorTags(.ol)
    static let blockquote = AncestorTags(.blockquote)
    static let preformatted = AncestorTags(.pre)
    static let control = AncestorTags(.button).union(AncestorTags(.label))

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    init(_ tag: Tag) {
        rawValue = Self.bits[Int(tag.rawValue)]
    }

    private static let bits: [UInt32] = Tag.allCases.map { tag in
        tags.firstIndex(of: tag).map { 1 << UInt32($0) } ?? 0
    }
}
