/// Reads the journal beside the daemon that writes it, and goes on where it stopped: over the end of a day, a torn line
/// that is cut and written anew, files that are removed, and an output directory that is replaced.
public struct JournalReader: Sendable {
    /// The number of the last line given.
    public private(set) var last: Int64

    private let directory: String
    private var place: Place?

    private struct Place {
        let day: String
        let identity: Directory.Identity
        /// The end of the last whole line read.
        var offset = 0
    }

    private static let step = 1 << 18

    /// - Parameters:
    ///   - directory: the output directory.
    ///   - after: lines up to this number are left out.
    public init(directory: String, after: Int64) {
        self.directory = directory
        last = after
    }

    /// Whole lines with their line feeds, in order; empty when there is nothing new.
    public mutating func read() throws(DeliveryError) -> [UInt8] {
        guard let folder = try Self.folder(in: directory) else { return [] }
        // Listed before reading: when a newer day is there, nothing is appended to an older one any more.
        let days = try JournalFolder.days(in: folder)
        var day = place?.day
        if day == nil { day = try firstDay(of: days, in: folder) }
        while let current = day {
            let lines = try lines(of: current, in: folder)
            if !lines.isEmpty { return lines }
            day = days.first { $0 > current }
        }
        return []
    }

    /// The newest day that begins at or before the next line; else the oldest.
    private func firstDay(of days: [String], in folder: Directory) throws(DeliveryError) -> String? {
        for day in days.reversed() {
            guard let file = try JournalFile(day: day, in: folder, forWriting: false) else { continue }
            let start = try file.read(at: 0, count: 64)
            let digits = start.dropFirst(JournalLine.prefix.utf8.count).prefix { $0 != UInt8(ascii: ",") }
            if let first = Int64(String(decoding: digits, as: UTF8.self)), first <= last || first == last + 1 {
                return day
            }
        }
        return days.first
    }

    private mutating func lines(of day: String, in folder: Directory) throws(DeliveryError) -> [UInt8] {
        guard let file = try JournalFile(day: day, in: folder, forWriting: false) else { return [] }
        if place?.day != day || place?.identity != file.identity { place = Place(day: day, identity: file.identity) }
        let size = try file.size()
        var offset = place?.offset ?? 0
        if size < offset { offset = 0 }
        var found: [UInt8] = []
        while found.isEmpty, offset < size {
            var bytes = try file.read(at: offset, count: Self.step)
            if !bytes.contains(UInt8(ascii: "\n")) { bytes = try file.read(at: offset, count: JournalLine.limitBytes) }
            guard let feed = bytes.lastIndex(of: UInt8(ascii: "\n")) else {
                // Not whole yet; or no line of ours, however long one waits.
                if bytes.count == JournalLine.limitBytes { offset += bytes.count }
                if bytes.count < JournalLine.limitBytes { break }
                continue
            }
            offset += feed + 1
            found = newLines(bytes[...feed])
        }
        place?.offset = offset
        return found
    }

    private mutating func newLines(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var new: [UInt8] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let sequence = JournalLine.sequence(of: line), sequence > last else { continue }
            new += line
            new.append(UInt8(ascii: "\n"))
            last = sequence
        }
        return new
    }

    private static func folder(in directory: String) throws(DeliveryError) -> Directory? {
        do {
            return try Directory.root(directory).existing(JournalFolder.name)
        } catch .io(code: 2, _) {  // ENOENT: it is not there yet, or being replaced.
            return nil
        }
    }
}
