import Foundation

// Reading the output directory back, for a caller whose ledger is lost. Nothing here follows a link or trusts a file: what
// is not one of ours is passed over.
extension ArticleStore {
    /// Every delivery that has its JSON, in no order. One whose renaming was cut off between the JSON and the text is
    /// finished; a text that somebody has moved away counts as delivered.
    ///
    /// - Returns: how many JSON files were not ours.
    public func forEachDelivery(_ body: (DeliveredRecord) throws -> Void) throws -> Int {
        let root = try root()
        guard let articles = try root.existing(ArticlePath.folder) else { return 0 }
        let staged = try StagedFiles(in: staging(in: root))
        var foreign = 0
        var open = [articles]
        while let directory = open.popLast() {
            for name in try directory.names() where !name.hasPrefix(".") {
                guard name.hasSuffix(".json") else {
                    if let below = try directory.folder(name) { open.append(below) }
                    continue
                }
                guard let record = try directory.record(name) else {
                    foreign += 1
                    continue
                }
                try staged.finish(record, beside: name, in: directory)
                try body(record)
            }
        }
        return foreign
    }

    /// What the JSON beside a text says; nil where there is none of ours.
    public func record(beside text: String) throws(DeliveryError) -> DeliveredRecord? {
        let (parents, name) = try Place.components(of: text)
        return try root().descend(parents)?.record(
            name.split(separator: ".").dropLast().joined(separator: ".") + ".json")
    }

    /// Every line of the journal, in order.
    public func forEachJournalLine(_ body: (JournalRecord) throws -> Void) throws {
        var reader = JournalReader(directory: path, after: 0)
        let decoder = JSONDecoder()
        while case let lines = try reader.read(), !lines.isEmpty {
            for line in lines.split(separator: UInt8(ascii: "\n")) {
                // A line of another make says nothing about an article.
                if let record = try? decoder.decode(JournalRecord.self, from: Data(line)) { try body(record) }
            }
        }
    }
}

/// What a run that was cut off has left in the staging directory, by the identifier of its article.
private struct StagedFiles {
    private let staging: Directory
    private var names: [Substring: [String]] = [:]

    init(in staging: Directory) throws(DeliveryError) {
        self.staging = staging
        for name in try staging.names() { names[name.prefix { $0 != "-" }, default: []].append(name) }
    }

    /// Moves the staged files of a delivery beside its JSON, the text last, if its text is among them.
    func finish(_ record: DeliveredRecord, beside json: String, in directory: Directory) throws(DeliveryError) {
        guard let files = names[record.id[...]] else { return }
        var text: String?
        for name in files where try staging.entry(name) == .file(sha256: record.sha256.file) { text = name }
        guard let text else { return }
        let stem = String(json.dropLast(".json".count))
        for name in files.filter({ $0 != text }) + [text] {
            let parts = name.split(separator: "-")
            guard parts.count == 3, parts[1] != "json" else { continue }
            _ = try staging.move(name, to: directory, as: "\(stem).\(parts[1])")
        }
        try directory.synchronise()
    }
}

extension Directory {
    /// More than any JSON of ours has.
    private static let recordLimitBytes = 256 << 20

    /// The directory of that name; nil for whatever else stands there.
    fileprivate func folder(_ name: String) throws(DeliveryError) -> Directory? {
        do throws(DeliveryError) {
            return try existing(name)
        } catch .diverted {
            return nil
        }
    }

    /// The record in a file; nil when it is none.
    fileprivate func record(_ name: String) throws(DeliveryError) -> DeliveredRecord? {
        guard let bytes = try content(of: name, limit: Self.recordLimitBytes) else { return nil }
        // What cannot be decoded is not ours, whatever the reason.
        return try? JSONDecoder().decode(DeliveredRecord.self, from: Data(bytes))
    }
}
