internal import HTML
internal import URLs

/// A link of a web page to a page of the same site.
struct PageAnchor {
    let url: WebURL
    /// What a reader sees of it: the heading in it, or its text.
    let title: String
    let titleWords: Int
    /// Whether it stands in a heading, or a heading in it.
    let isHeading: Bool
    /// Whether it stands in a part that all pages of a site share: navigation, footer, sidebar.
    let isFurniture: Bool
    /// The kinds of the elements around it, innermost first: what repeated cards have in common.
    let card: String

    /// How many elements around a link make its card.
    private static let cardDepth = 4
    /// Longer texts are teasers that are links as a whole.
    private static let titleLimitBytes = 400
}

extension PageAnchor {
    /// The links of a page in page order, without those that lead elsewhere, nowhere or back.
    static func all(of document: Document, at page: WebURL, base: WebURL) -> [PageAnchor] {
        let furniture = furniture(of: document)
        var anchors: [PageAnchor] = []
        for index in document.nodes.indices where document.nodes[index].tag == .a {
            guard anchors.count < FeedLimits.pageLinks else { break }
            guard let reference = document.attribute(.href, of: index), reference.count <= FeedURL.lengthLimitBytes,
                let url = base.resolve(document.string(reference))?.withoutFragment, isOfSite(url, page),
                url != page.withoutFragment, url.path != "/" || url.query != nil
            else { continue }
            anchors.append(PageAnchor(document, index, url, isFurniture: furniture[index]))
        }
        return anchors
    }

    private init(_ document: Document, _ index: Int, _ url: WebURL, isFurniture: Bool) {
        self.url = url
        self.isFurniture = isFurniture
        let inner = (index..<Int(document.nodes[index].end)).first { document.nodes[$0].tag.isHeading }
        let ancestors = Self.ancestors(of: index, in: document)
        isHeading = inner != nil || ancestors.prefix(Self.cardDepth).contains { document.nodes[$0].tag.isHeading }
        title = Self.text(of: inner ?? index, in: document)
        titleWords = Self.words(title)
        card = ancestors.prefix(Self.cardDepth).map { Self.kind(of: $0, in: document) }.joined(separator: "<")
    }

    /// A site is a host with its subdomains; `www.` and `m.` are no names of their own.
    private static func isOfSite(_ url: WebURL, _ page: WebURL) -> Bool {
        guard url.isWeb, let host = url.host, let own = page.host else { return false }
        let site = bare(own)
        return bare(host) == site && url.port == page.port || host.hasSuffix("." + site)
    }

    private static func bare(_ host: String) -> String {
        for prefix in ["www.", "m.", "mobile."] where host.hasPrefix(prefix) {
            return String(host.dropFirst(prefix.count))
        }
        return host
    }

    /// For every node whether it stands within the furniture. One pass: a node comes after its parent.
    private static func furniture(of document: Document) -> [Bool] {
        var marks = [Bool](repeating: false, count: document.nodes.count)
        for index in document.nodes.indices {
            let node = document.nodes[index]
            let parent = Int(node.parent)
            marks[index] = parent >= 0 && marks[parent] || isFurniture(node, index, document)
        }
        return marks
    }

    private static func isFurniture(_ node: Node, _ index: Int, _ document: Document) -> Bool {
        switch node.tag {
        case .nav, .footer, .aside: return true
        case .text: return false
        default:
            let role = document.attribute(.role, of: index).map { document.string($0).lowercased() }
            return role == "navigation" || role == "contentinfo" || role == "complementary" || role == "menu"
        }
    }

    private static func ancestors(of index: Int, in document: Document) -> [Int] {
        var found: [Int] = []
        var parent = Int(document.nodes[index].parent)
        while parent >= 0, found.count < cardDepth {
            found.append(parent)
            parent = Int(document.nodes[parent].parent)
        }
        return found
    }

    /// An element's name with the first class that has no digit, which is what cards share: "post-118" is one card's own.
    private static func kind(of index: Int, in document: Document) -> String {
        let name = document.name(of: index)
        guard let classes = document.attribute(.class, of: index) else { return name }
        let bytes = document.bytes[classes.indices].prefix(1000)
        let shared = bytes.split { $0 <= 0x20 }.first { !$0.contains { (0x30...0x39).contains($0) } }
        return shared.map { name + "." + String(decoding: $0, as: UTF8.self) } ?? name
    }

    private static func text(of index: Int, in document: Document) -> String {
        var bytes: [UInt8] = []
        var node = index
        while node < Int(document.nodes[index].end), bytes.count < titleLimitBytes {
            let current = document.nodes[node]
            switch current.tag {
            case .script, .style, .svg, .noscript, .template:
                node = Int(current.end)
                continue
            case .text: bytes += document.bytes[current.text.indices].prefix(titleLimitBytes)
            default: bytes.append(0x20)
            }
            node += 1
        }
        return FeedText.line(String(decoding: bytes, as: UTF8.self)) ?? ""
    }

    /// Words as people count them; in scripts without spaces two characters are one.
    private static func words(_ text: String) -> Int {
        let words = text.utf8.split(separator: 0x20).count
        let ideographs = text.unicodeScalars.count {
            (0x2E80...0xD7AF).contains($0.value) || (0xE00...0xE7F).contains($0.value)
        }
        return max(words, ideographs / 2)
    }
}

extension Tag {
    fileprivate var isHeading: Bool {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6: true
        default: false
        }
    }
}
