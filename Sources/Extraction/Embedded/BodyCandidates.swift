import JSON

/// What may be an article's body among the values of embedded state: long texts and rows of rich-text nodes.
struct BodyCandidates {
    struct Candidate {
        let body: JSONValue
        /// Of its texts, in bytes.
        let size: Int
        /// The nearest node around the body that has a headline, by its place in ``owners``; nil where none has.
        let owner: Int?
    }

    /// A node that has a headline.
    struct Owner {
        let node: JSONValue
        let headline: String
    }

    private(set) var all: [Candidate] = []
    private(set) var owners: [Owner] = []
    /// Why not all values were searched.
    private(set) var limits: Set<PageLimit> = []

    private struct Place {
        let value: JSONValue
        let parent: Int
        let isExcluded: Bool
    }

    private var places: [Place] = []
    /// By place, what was found out about its headline: thousands of bodies may stand in one node of a million members.
    private var ownerOfPlace: [Int: Int?] = [:]

    /// A body has at least this many bytes of text.
    private static let fewestBytes = 400
    /// The headline of a body stands at most this many levels above it.
    private static let ownerReach = 5

    init(_ values: [JSONValue]) {
        places = values.map { Place(value: $0, parent: -1, isExcluded: false) }
        var index = 0
        while index < places.count {
            let place = places[index]
            if !place.isExcluded {
                consider(index)
                addChildren(of: index)
            }
            index += 1
        }
    }

    private mutating func addChildren(of index: Int) {
        let value = places[index].value
        for element in value.array ?? [] { add(element, index, key: "") }
        for member in value.object ?? [] { add(member.value, index, key: member.key) }
    }

    private mutating func add(_ value: JSONValue, _ parent: Int, key: String) {
        switch value {
        case .string(let text) where text.utf8.count < Self.fewestBytes: return
        case .string, .array, .object:
            guard places.count < ExtractionLimits.embeddedStateNodes else {
                limits.insert(.embeddedStateNodes)
                return
            }
            places.append(Place(value: value, parent: parent, isExcluded: Self.isElsewhere(key)))
        default: return
        }
    }

    /// What the names of members hold that hold other things than the page's article.
    private static let elsewhere = ByteTrie(
        [
            "comment", "related", "recommend", "teaser", "translation", "i18n", "messages", "footer", "cookie",
            "consent", "privacy", "newsletter", "description", "summary", "biography", "css", "styles", "svg",
        ].map { (Array($0.utf8), ByteTrie.Entry(group: 0, atStart: false, atEnd: false, isStem: true)) })

    private static func isElsewhere(_ key: String) -> Bool {
        let folded = Array((key.utf8.count <= 40 ? key : String(key.prefix(40))).lowercased().utf8)
        return folded.indices.contains { start in
            var node = ByteTrie.root
            for byte in folded[start...] {
                guard let next = elsewhere.step(from: node, byte) else { return false }
                if elsewhere.entries(at: next) != nil { return true }
                node = next
            }
            return false
        }
    }

    private mutating func consider(_ index: Int) {
        let value = places[index].value
        let size = Self.size(of: value)
        guard size >= Self.fewestBytes else { return }
        all.append(Candidate(body: value, size: size, owner: owner(of: index)))
    }

    /// The bytes of a value's text; 0 for what is no body by its shape.
    private static func size(of value: JSONValue) -> Int {
        switch value {
        case .string(let text): return isProse(text) ? text.utf8.count : 0
        case .array(let elements):
            guard elements.count >= 2 else { return 0 }
            if elements.allSatisfy({ $0.string != nil }) {
                let texts = elements.compactMap(\.string).filter { $0.utf8.count >= 40 }
                return 2 * texts.count > elements.count && texts.allSatisfy(isProse)
                    ? texts.reduce(0) { $0 + $1.utf8.count } : 0
            }
            return isRichText(elements) ? elements.reduce(0) { $0 + textBytes(of: $1) } : 0
        default: return 0
        }
    }

    /// Whether a text has sentences, and is no code, address or style sheet.
    private static func isProse(_ text: String) -> Bool {
        guard let first = text.utf8.first(where: { $0 > 0x20 }), !EmbeddedState.opens(first) else { return false }
        var (spaces, stops) = (0, 0)
        for scalar in text.unicodeScalars.prefix(2_000) {
            if scalar == " " || CharacterClass(scalar) == .ideograph { spaces += 1 }
            if WordScan.endsSentence(scalar) { stops += 1 }
            if scalar == "{" || scalar == ";" { spaces -= 10 }
        }
        return stops >= 1 && 12 * spaces > min(2_000, text.unicodeScalars.count)
    }

    /// Nodes with content, hardly any of which has a headline: those are articles in a list.
    private static func isRichText(_ elements: [JSONValue]) -> Bool {
        let nodes = elements.filter { $0.object != nil }
        guard nodes.count == elements.count else { return false }
        let titled = nodes.count { headline(of: $0) != nil }
        return 4 * titled < nodes.count
    }

    /// The bytes of the texts directly in a node or a few levels below, as rich text has them.
    private static func textBytes(of node: JSONValue) -> Int {
        guard EmbeddedNode.typeWords(of: node).isDisjoint(with: EmbeddedNode.furniture) else { return 0 }
        var size = 0
        var level = [node]
        for _ in 0..<4 {
            let contents = level.compactMap(EmbeddedNode.content(of:)).flatMap(\.elements)
            size += contents.reduce(0) { $0 + ($1.string?.utf8.count ?? 0) }
            level = contents.filter { $0.object != nil }
        }
        return size
    }

    private mutating func owner(of index: Int) -> Int? {
        var place = places[index].parent
        for _ in 0..<Self.ownerReach where place >= 0 {
            if let owner = owner(at: place) { return owner }
            place = places[place].parent
        }
        return nil
    }

    private mutating func owner(at place: Int) -> Int? {
        if let known = ownerOfPlace[place] { return known }
        var owner: Int?
        if let headline = Self.headline(of: places[place].value) {
            owner = owners.count
            owners.append(Owner(node: places[place].value, headline: headline))
        }
        ownerOfPlace[place] = .some(owner)
        return owner
    }

    /// A node's headline, which content systems may wrap (`{"rendered": "…"}`).
    static func headline(of node: JSONValue) -> String? {
        for key in ["headline", "title", "name", "articleTitle", "heading"] {
            guard let value = node[key] else { continue }
            let texts = [value.string, value["rendered"]?.string, value["text"]?.string, value["main"]?.string]
            if let text = texts.compactMap({ $0 }).first(where: { (8...400).contains($0.utf8.count) }) { return text }
        }
        return nil
    }
}
