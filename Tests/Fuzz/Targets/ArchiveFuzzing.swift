import Archive
import Daemon
import JSON

enum ArchiveFuzzing {
    private static let inflatedLimit = 1 << 20

    /// The bytes as a WARC file: its records, and the pages that a batch finds in it.
    static func faults(_ bytes: [UInt8]) -> [String] {
        guard let path = ScratchFile.archive.write(bytes) else { return ["no temporary file"] }
        return recordFaults(path, bytes.count) + pageFaults(path)
    }

    private static func recordFaults(_ path: String, _ count: Int) -> [String] {
        guard let reader = try? WARCReader(path: path) else { return ["the file cannot be opened"] }
        var faults: [String] = []
        var end = 0
        // Where a file is damaged its records end.
        while let entry = (try? reader.next()) ?? nil {
            if entry.offset < end || entry.end <= entry.offset || entry.end > count {
                faults.append("a record from \(entry.offset) to \(entry.end) of \(count) bytes")
            }
            end = entry.end
            let again = try? WARCReader(path: path, offset: entry.offset).next()
            if again?.record != entry.record || again?.end != end { faults.append("read otherwise from its offset") }
            faults += self.faults(of: entry.record)
        }
        return faults
    }

    private static func faults(of record: WARCRecord) -> [String] {
        var faults: [String] = []
        if let time = record["WARC-Date"].flatMap(WARCDate.milliseconds),
            WARCDate.milliseconds(WARCDate.text(milliseconds: time)) != time
        {
            faults.append("another time when written: \(time)")
        }
        guard let message = HTTPMessage(record.block) else { return faults }
        if HTTPMessage(message.bytes) != message { faults.append("another message when written") }
        // One that cannot be decoded is refused.
        if let body = try? message.decodedBody(limit: inflatedLimit),
            body.count > max(inflatedLimit, record.block.count)
        {
            faults.append("a body of \(body.count) bytes")
        }
        return faults
    }

    private static func pageFaults(_ path: String) -> [String] {
        guard var pages = try? WARCPages(path: path) else { return ["the file cannot be opened"] }
        var faults: [String] = []
        while let page = pages.next() {
            guard let id = (try? JSONValue.parse(page.id))?.string else { return faults + ["an id that is no text"] }
            faults += OutputCheck.faults(in: id, isField: true)
            switch page.job {
            case .success(let job): faults += BatchFuzzing.faults(of: job)
            case .failure(let error): faults += BatchFuzzing.faults(of: error, id: page.id)
            }
        }
        return faults
    }
}
