// Archive: raw pages on disk, in the format that web archives share (WARC/1.1, ISO 28500:2017).
//
// In go exchanges with servers, out come files of records, one gzip member each, that any WARC tool reads; and the other way
// round, records from any WARC file. It reads no clock and no configuration, and knows no other target.

/// One record: named fields and a block. Pure.
public struct WARCRecord: Equatable, Sendable {
    /// A named field (ISO 28500, section 5).
    public struct Field: Equatable, Sendable {
        public let name: String
        public let value: String
    }

    /// The types of records that are written or read here (ISO 28500, section 6).
    public enum Kind: String, Sendable {
        case warcinfo, response, revisit, resource
    }

    /// In the order of the file.
    public private(set) var fields: [Field] = []
    /// What follows the fields: for a response the HTTP message.
    public var block: [UInt8] = []

    public init() {}

    /// The first field of that name, whose case does not matter.
    public subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Nil for a kind that is of no use here.
    public var kind: Kind? { self["WARC-Type"].flatMap { Kind(rawValue: $0.lowercased()) } }

    /// Adds a field. A value with a line break could begin another one, so controls become spaces.
    public mutating func add(_ name: String, _ value: String?) {
        guard let value else { return }
        let line = value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) }
        fields.append(Field(name: name, value: String(line)))
    }

    /// The record as it stands in a file, uncompressed (ISO 28500, 4).
    public var bytes: [UInt8] {
        var bytes = Array("WARC/1.1\r\n".utf8)
        for field in fields { bytes += Array("\(field.name): \(field.value)\r\n".utf8) }
        bytes += Array("Content-Length: \(block.count)\r\n\r\n".utf8)
        bytes += block
        return bytes + Array("\r\n\r\n".utf8)
    }
}

/// The head of a record as it is read: version and fields, up to the empty line.
struct WARCHead {
    let record: WARCRecord
    let contentLength: Int

    /// - Parameter lines: without the empty one.
    /// - Returns: nil when this is no head of a record.
    init?(_ text: String) {
        let lines = HeadLines.of(text)
        guard let version = lines.first, version.hasPrefix("WARC/") else { return nil }
        var record = WARCRecord()
        for line in Self.unfolded(lines.dropFirst()) {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            record.add(String(parts[0]), Self.trimmed(parts[1]))
        }
        guard let length = record["Content-Length"].flatMap(Int.init), length >= 0 else { return nil }
        self.record = record
        contentLength = length
    }

    /// A line that begins with a blank continues the one before (ISO 28500, 4).
    private static func unfolded(_ lines: ArraySlice<String>) -> [String] {
        lines.reduce(into: []) { unfolded, line in
            if let first = line.first, first == " " || first == "\t", !unfolded.isEmpty {
                unfolded[unfolded.count - 1] += " " + trimmed(line[...])
            } else {
                unfolded.append(line)
            }
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return String(rest)
    }
}

/// The lines of a head, of a record or of an HTTP message.
enum HeadLines {
    /// They end in LF or CRLF, which Swift counts as one character.
    static func of(_ text: String) -> [String] {
        text.utf8.split(separator: 0x0A).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
    }
}
