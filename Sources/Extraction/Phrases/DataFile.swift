import ExtractionData

/// A data file of sections: `[name]` lines, each followed by its entries; `#` begins a comment line.
struct DataFile {
    struct Section {
        let name: String
        var entries: [String] = []
    }

    private(set) var sections: [Section] = []

    init(_ data: extraction_data) {
        let bytes = UnsafeBufferPointer(start: data.bytes, count: data.count)
        for line in bytes.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("["), text.hasSuffix("]") {
                sections.append(Section(name: String(text.dropFirst().dropLast())))
            } else if !sections.isEmpty {
                sections[sections.count - 1].entries.append(text)
            }
        }
    }
}
