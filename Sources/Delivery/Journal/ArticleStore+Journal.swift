/// The journal: `journal/<YYYY-MM-DD>.ndjson`, one line an event, only ever appended to.
///
/// Numbers and days are the ledger's, given in the transaction that makes a delivery done; here they become lines. What
/// the ledger has and the files have not is written, so no event is lost and none is there twice:
///
///     …record the delivery and its entry…
///     let newest = try store.append(entries)      // written and flushed
///     …forget the entries up to `newest`…
extension ArticleStore {
    /// For the start: cuts what a power cut left of a line, flushes, and tells where the journal ends; nil when it has
    /// no line.
    public func journalEnd() throws(DeliveryError) -> JournalEnd? {
        let root = try root()
        guard let folder = try root.existing(JournalFolder.name) else { return nil }
        try root.synchronise()
        try folder.synchronise()
        return try end(of: folder, flushing: true)
    }

    /// Appends the entries that are newer than the last line, durably. A file that has lost its end is mended first.
    ///
    /// - Parameter entries: in the order of their numbers.
    /// - Returns: the number up to which everything stands in the files; 0 when there is nothing.
    public func append(_ entries: [JournalEntry]) throws(DeliveryError) -> Int64 {
        let folder = try root().entered(JournalFolder.name, mode: options.directoryMode)
        let end = try end(of: folder, flushing: false)
        let new = entries.filter { $0.sequence > end?.sequence ?? 0 }
        guard let last = new.last else { return try journalEnd()?.sequence ?? 0 }
        var rest = new[...]
        while let first = rest.first {
            let lines = rest.prefix { $0.day == first.day }
            // A line never goes behind one that is newer.
            let day = max(first.day, end?.day ?? "")
            guard JournalFolder.isDay(day) else { throw .unusable(reason: "“\(CleanText.line(day))” is no day") }
            try file(of: day, in: folder).append(Array(lines.map(\.line).joined().utf8))
            rest = rest.dropFirst(lines.count)
        }
        return last.sequence
    }

    private func file(of day: String, in folder: Directory) throws(DeliveryError) -> JournalFile {
        if let file = try JournalFile(day: day, in: folder, forWriting: true) { return file }
        return try JournalFile(creating: day, in: folder, mode: options.fileMode)
    }

    /// The last line of the newest file that has one. What follows it is cut.
    private func end(of folder: Directory, flushing: Bool) throws(DeliveryError) -> JournalEnd? {
        for day in try JournalFolder.days(in: folder).reversed() {
            guard let file = try JournalFile(day: day, in: folder, forWriting: true) else { continue }
            let (end, sequence) = try file.lastLine()
            if try file.size() > end {
                try file.cut(to: end)
            } else if flushing {
                try file.synchronise()
            }
            if let sequence { return JournalEnd(sequence: sequence, day: day) }
        }
        return nil
    }
}
