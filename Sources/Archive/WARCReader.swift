import Glibc

/// The records of a WARC file in order, plain or with a gzip member each. One record at a time is in memory.
public final class WARCReader {
    /// Why a file cannot be read on.
    public enum Failure: Error, Equatable, CustomStringConvertible {
        case cannotOpen(code: Int32)
        /// What stands at this offset is no whole record.
        case damaged(offset: Int)
        /// A record larger than is read.
        case tooLarge(offset: Int)

        public var description: String {
            switch self {
            case .cannotOpen(let code): String(cString: strerror(code))
            case .damaged(let offset): "no whole record at byte \(offset)"
            case .tooLarge(let offset): "a record of more than \(limitBytes) bytes at byte \(offset)"
            }
        }
    }

    /// A record and where it lies in the file.
    public struct Entry: Sendable {
        public let record: WARCRecord
        /// Where its gzip member, or the record itself, begins: bytes from the start of the file.
        public let offset: Int
        /// Where the next one begins.
        public let end: Int
    }

    /// More than any page has that is read.
    public static let limitBytes = 64 << 20
    private static let headLimit = 1 << 16

    private let descriptor: Int32
    /// Read from the file, from `offset` on, and not yet taken.
    private var raw: [UInt8] = []
    private var rawStart = 0
    private var isAtEnd = false
    private var offset = 0

    /// - Parameters:
    ///   - path: of the file, plain or of gzip members.
    ///   - start: where the first record to be read begins.
    /// - Throws: ``Failure/cannotOpen(code:)``.
    public init(path: String, offset start: Int = 0) throws(Failure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(code: errno) }
        offset = start
        if start > 0 { lseek(descriptor, off_t(start), SEEK_SET) }
    }

    deinit { close(descriptor) }

    /// Whether the file begins as a WARC file does: with a record, or with a gzip member that begins with one.
    public static func recognises(path: String) -> Bool {
        // What cannot be opened or read is none; whoever reads it as something else says why.
        guard let reader = try? WARCReader(path: path) else { return false }
        return (try? reader.head()) != nil
    }

    /// The next record; nil at the end of the file.
    /// - Throws: ``Failure/damaged(offset:)`` or ``Failure/tooLarge(offset:)``; there is no way to go on after it.
    public func next() throws(Failure) -> Entry? {
        skipBlankLines()
        guard peek() != nil else { return nil }
        let start = offset
        let bytes = isGzip ? try member() : nil
        if let bytes { return Entry(record: try Self.parsed(bytes, at: start), offset: start, end: offset) }
        let head = try plainHead()
        guard head.contentLength <= Self.limitBytes else { throw .tooLarge(offset: start) }
        var record = head.record
        record.block = take(head.contentLength)
        guard record.block.count == head.contentLength else { throw .damaged(offset: start) }
        return Entry(record: record, offset: start, end: offset)
    }

    private var isGzip: Bool { peek() == 0x1F }

    private func head() throws(Failure) -> WARCHead {
        let start = offset
        guard isGzip else { return try plainHead() }
        guard let inflater = Inflater(), let step = inflater.step(available()),
            let head = Self.head(of: step.output).flatMap({ WARCHead($0.text) })
        else { throw .damaged(offset: start) }
        return head
    }

    /// One gzip member, inflated.
    private func member() throws(Failure) -> [UInt8] {
        let start = offset
        guard let inflater = Inflater() else { throw .damaged(offset: start) }
        var bytes: [UInt8] = []
        while true {
            let input = available()
            guard !input.isEmpty, let step = inflater.step(input) else { throw .damaged(offset: start) }
            bytes += step.output
            guard bytes.count <= Self.limitBytes + Self.headLimit else { throw .tooLarge(offset: start) }
            advance(step.consumed)
            if step.isAtEnd { return bytes }
        }
    }

    private static func parsed(_ bytes: [UInt8], at offset: Int) throws(Failure) -> WARCRecord {
        guard let found = head(of: bytes), let head = WARCHead(found.text),
            head.contentLength <= bytes.count - found.length
        else { throw .damaged(offset: offset) }
        var record = head.record
        record.block = Array(bytes[found.length..<(found.length + head.contentLength)])
        return record
    }

    private func plainHead() throws(Failure) -> WARCHead {
        let start = offset
        while raw.count - rawStart < Self.headLimit, !isAtEnd, Self.head(of: raw[rawStart...]) == nil { fill() }
        guard let found = Self.head(of: raw[rawStart...]), let head = WARCHead(found.text) else {
            throw .damaged(offset: start)
        }
        advance(found.length)
        return head
    }

    /// The text up to the first empty line, and where what follows it begins.
    private static func head(of bytes: some Collection<UInt8>) -> (text: String, length: Int)? {
        let start = Array(bytes.prefix(headLimit))
        guard start.starts(with: "WARC/".utf8) else { return nil }
        var index = 0
        while let feed = start[index...].firstIndex(of: 0x0A) {
            let next = start[(feed + 1)...].prefix(2)
            let blank = next.first == 0x0A ? 1 : next.elementsEqual([0x0D, 0x0A]) ? 2 : 0
            if blank > 0 { return (String(decoding: start[..<feed], as: UTF8.self), feed + 1 + blank) }
            index = feed + 1
        }
        return nil
    }

    private func skipBlankLines() {
        while let byte = peek(), byte == 0x0A || byte == 0x0D { advance(1) }
    }

    private func peek() -> UInt8? { available().first }

    private func available() -> ArraySlice<UInt8> {
        if rawStart == raw.count, !isAtEnd { fill() }
        return raw[rawStart...]
    }

    private func take(_ count: Int) -> [UInt8] {
        while raw.count - rawStart < count, !isAtEnd { fill() }
        let taken = Array(raw[rawStart...].prefix(count))
        advance(taken.count)
        return taken
    }

    private func advance(_ count: Int) {
        rawStart += count
        offset += count
    }

    private func fill() {
        raw.removeSubrange(..<rawStart)
        rawStart = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 { raw += buffer.prefix(count) }
        // What cannot be read counts as the end: the record that it cuts is damaged.
        if count == 0 || (count < 0 && errno != EINTR) { isAtEnd = true }
    }
}
