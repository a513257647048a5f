import HTML
import JSON

/// The JSON in which a page that builds itself in the browser keeps what it will show: scripts of type application/json
/// (`__NEXT_DATA__`), values that scripts assign (`window.__STATE__ = {…}`, `= JSON.parse("…")`), and attributes (`data-page`).
struct EmbeddedState {
    private(set) var values: [JSONValue] = []
    /// Why there is more of it than is read.
    private(set) var limits: Set<PageLimit> = []
    private var bytes = 0

    /// Shorter JSON holds no article.
    private static let fewestBytes = 400

    init(_ document: Document) {
        for index in document.nodes.indices where !document.nodes[index].isText {
            if document.nodes[index].tag == .script { readScript(document, index) }
            for attribute in document.nodes[index].attributes {
                let value = document.bytes[document.attributes[attribute].value.indices]
                if value.first.map(Self.opens) == true { add(value) }
            }
        }
    }

    private mutating func readScript(_ document: Document, _ index: Int) {
        let type = document.attribute(.type, of: index).map { document.string($0).lowercased() } ?? ""
        guard !type.contains("ld+json") else { return }
        for node in document.nodes[index..<Int(document.nodes[index].end)] {
            let text = document.bytes[node.text.indices]
            if type.contains("json") {
                add(text)
            } else {
                for value in AssignedValues(text) { addAssigned(value) }
            }
        }
    }

    private mutating func addAssigned(_ value: AssignedValues.Value) {
        switch value {
        case .json(let text): add(text)
        case .quoted(let text):
            // The argument of JSON.parse is a string; what is no string to the reader holds nothing.
            guard text.count >= Self.fewestBytes, hasRoom(text.count),
                let string = try? JSONValue.parse(text, tolerance: .pages).array?.first?.string
            else { return }
            add(Array(string.utf8)[...])
        }
    }

    private mutating func add(_ text: ArraySlice<UInt8>) {
        guard text.count >= Self.fewestBytes, hasRoom(text.count) else { return }
        // What is not JSON even to the tolerant reader is code, and code is not run.
        let value = try? JSONValue.parse(
            Array(text), tolerance: .pages, maximumDepth: ExtractionLimits.linkedDataDepth)
        if let value { values.append(value) }
    }

    private mutating func hasRoom(_ count: Int) -> Bool {
        guard bytes + count <= ExtractionLimits.embeddedStateBytes else {
            limits.insert(.embeddedStateBytes)
            return false
        }
        bytes += count
        return true
    }

    static func opens(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") }
}
