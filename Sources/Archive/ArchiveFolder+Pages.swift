/// A page of the archive.
public struct KeptPage: Equatable, Sendable {
    /// The address that answered.
    public var url: String
    /// When it was fetched, in milliseconds since 1970 UTC.
    public var timeMilliseconds: Int64
    public var message: HTTPMessage
}

extension ArchiveFolder {
    /// Records are written at once, in the order of time; what is this much later is another fetch.
    private static let delayMilliseconds: Int64 = 3_600_000
    /// A fetch near the end of a file may stand in the next.
    private static let fileCount = 2

    /// The page of an article that was kept nearest to a moment. Only the files that were written then are read, so it takes no longer
    /// in an archive of many years.
    ///
    /// - Parameters:
    ///   - key: by which the ledger knows the article.
    ///   - milliseconds: when the page was fetched, since 1970 UTC.
    ///   - isOver: asked before each record; the search ends without a page when it says so.
    /// - Returns: nil where the page is not kept, or not any more.
    public func page(
        key: String, near milliseconds: Int64, isOver: () -> Bool = { false }
    ) throws(ArchiveError) -> KeptPage? {
        let found = try record(near: milliseconds, isOver: isOver) { $0[Exchange.OwnField.key] == key }
        guard let found, found.kind == .revisit else { return found.flatMap(Self.page) }
        // What was kept already stands where it was kept first.
        guard let url = found["WARC-Refers-To-Target-URI"],
            let time = found["WARC-Refers-To-Date"].flatMap(WARCDate.milliseconds)
        else { return nil }
        return try record(near: time, isOver: isOver) { $0.kind == .response && $0["WARC-Target-URI"] == url }
            .flatMap(Self.page)
    }

    private static func page(_ record: WARCRecord) -> KeptPage? {
        guard let message = HTTPMessage(record.block), let url = record["WARC-Target-URI"],
            let time = record["WARC-Date"].flatMap(WARCDate.milliseconds)
        else { return nil }
        return KeptPage(url: url, timeMilliseconds: time, message: message)
    }

    private func record(
        near milliseconds: Int64, isOver: () -> Bool, where isSought: (WARCRecord) -> Bool
    ) throws(ArchiveError) -> WARCRecord? {
        var nearest: (record: WARCRecord, distance: Int64)?
        // The time of a file is in seconds.
        let files = try files().filter { (modified($0) ?? 0) * 1000 >= milliseconds - 2000 }
        for file in files.prefix(Self.fileCount) {
            try forEachRecord(of: file) { record in
                guard !isOver() else { return false }
                guard let time = record["WARC-Date"].flatMap(WARCDate.milliseconds) else { return true }
                if isSought(record), record.kind == .response || record.kind == .revisit {
                    let distance = abs(time - milliseconds)
                    if distance <= nearest?.distance ?? .max { nearest = (record, distance) }
                }
                return time <= milliseconds + Self.delayMilliseconds
            }
        }
        return nearest?.record
    }

    /// - Parameter body: returns whether it wants more.
    private func forEachRecord(of file: String, _ body: (WARCRecord) -> Bool) throws(ArchiveError) {
        do throws(WARCReader.Failure) {
            let reader = try WARCReader(path: path(of: file))
            while let entry = try reader.next() {
                guard body(entry.record) else { return }
            }
        } catch {
            switch error {
            // A record that is being written, or was torn: nothing stands behind it.
            case .damaged, .tooLarge: return
            // Removed meanwhile, being too old.
            case .cannotOpen(code: 2): return
            case .cannotOpen: throw ArchiveError(reason: "\(file): \(error)")
            }
        }
    }
}
