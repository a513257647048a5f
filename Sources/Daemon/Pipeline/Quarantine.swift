import Foundation
import Ledger
import WorkerPool

/// The pages that no worker survived: their bytes in `<state>/quarantine/<number>.page`, what is known of them in the ledger.
///
/// Bounded: the oldest leave first. What the ledger does not know is removed at the start. Owned by the pipeline's queue.
struct Quarantine: Sendable {
    /// The most pages that are kept.
    var countLimit = 200
    /// The most bytes of all pages together.
    var bytesLimit = 128 << 20

    private let directory: String
    private let ledger: Ledger
    /// What a page that is set aside was tried with.
    private let version: String

    init(state: String, ledger: Ledger, version: String = Release.version) {
        directory = state + "/quarantine"
        self.ledger = ledger
        self.version = version
    }

    /// Sets a waiting article aside, and keeps its page.
    ///
    /// The ledger comes first: a page without its entry is removed at the next start, an entry without its page says still
    /// why the article is missing.
    func add(article: Int64, page: [UInt8], failure: WorkerFailure, reason: String, now: Int64) throws {
        try ledger.quarantine(
            article: article, code: failure.code, reason: reason, version: version, bytes: page.count, now: now)
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(page).write(to: URL(filePath: path(of: article)), options: .atomic)
        try prune()
    }

    /// At the start: what another version failed on is tried once more, and files that nobody knows are removed.
    ///
    /// - Returns: how many articles wait again.
    func open(now: Int64) throws -> Int {
        let released = try ledger.retryQuarantined(version: version, now: now)
        let known = Set(try ledger.quarantined().map { Self.name(of: $0.article) })
        // Before the first page there is no folder.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] where !known.contains(name)
        {
            remove(directory + "/" + name)
        }
        return released.count
    }

    private func prune() throws {
        var pages = try ledger.quarantined()[...]
        var bytes = pages.reduce(0) { $0 + $1.bytes }
        while let oldest = pages.first, pages.count > countLimit || bytes > bytesLimit {
            try ledger.forgetQuarantined(oldest.article)
            remove(path(of: oldest.article))
            bytes -= oldest.bytes
            pages.removeFirst()
        }
    }

    private func remove(_ path: String) {
        // A file that cannot be removed now is tried again at the next start.
        try? FileManager.default.removeItem(atPath: path)
    }

    private func path(of article: Int64) -> String { directory + "/" + Self.name(of: article) }

    private static func name(of article: Int64) -> String { "\(article).page" }
}
