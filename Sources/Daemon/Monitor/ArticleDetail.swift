import Delivery
import JSON
import Ledger

/// An article as the ledger and its files know it.
struct ArticleDetail: Sendable {
    var record: ArticleRecord
    /// The text files of all its revisions, oldest first; empty where it has none.
    var paths: [String]
    /// The newest text's JSON; nil where it is not there any more.
    var json: JSONValue?

    /// When the page of the newest text was fetched, in milliseconds since 1970 UTC; nil where none was.
    var fetchedMilliseconds: Int64? {
        if let time = json?["fetched"]?["time"]?.string, let instant = PublishedInstant.of(time) {
            return instant.milliseconds
        }
        // Of a page without an article only the time of the verdict is known, a moment later.
        return record.fetchedMilliseconds ?? (record.state == .waiting ? nil : record.settledMilliseconds)
    }
}

extension ArticleDetail {
    /// - Parameter address: the article's own, in any spelling.
    /// - Returns: nil where the article is unknown.
    init?(_ address: String, reading ledger: Ledger, output: String) throws {
        guard let key = ArticleKey.of(address), let record = try ledger.owner(ofKey: key) else { return nil }
        self.record = record
        paths =
            record.state == .delivered
            ? [record.path].compactMap(\.self) + (try ledger.revisionPaths(of: record.id)) : []
        // What cannot be read is shown as not there: the ledger's own knowledge is worth a page.
        json = paths.last.flatMap { path in
            (try? DeliveredFiles.json(beside: path, in: output)).flatMap { try? JSONValue.parse($0) }
        }
    }
}
