import Foundation
import Ledger
import WorkerPool

/// The pages, feeds and robots.txt files that no worker survived: their bytes in `<state>/quarantine/<number>.page` and
/// `<kind>-<number>.page`, what is known of them in the ledger.
///
/// Bounded: the oldest leave first. What the ledger does not know is removed at the start. Owned by the pipeline's queue.
struct Quarantine: Sendable {
    /// The most that are kept.
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
        try keep(page, Self.name(.article, article))
    }

    /// Keeps a feed or robots.txt, whose address stays in use. As long as it holds the same bytes it is not read again.
    func add(
        _ kind: QuarantinedPage.Kind, url: String, source: String?, bytes: [UInt8], failure: WorkerFailure, now: Int64
    ) throws {
        let number = try ledger.quarantine(
            kind, url: url, source: source, code: failure.code, reason: "\(failure)", version: version,
            bytes: bytes.count, now: now)
        try keep(bytes, Self.name(kind, number))
    }

    /// Why these bytes of a feed or robots.txt are not to be read: no worker survived them. Nil for all others.
    func refusal(of bytes: [UInt8], url: String) throws -> String? {
        guard let known = try ledger.quarantinedDocument(url: url), known.bytes == bytes.count,
            FileManager.default.contents(atPath: path(Self.name(known))).map(Array.init) == bytes
        else { return nil }
        return known.reason
    }

    /// A feed or robots.txt was read: whatever was kept of its address leaves.
    func release(url: String) throws {
        guard let known = try ledger.quarantinedDocument(url: url) else { return }
        try ledger.forgetQuarantined(known)
        remove(path(Self.name(known)))
    }

    private func keep(_ bytes: [UInt8], _ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data(bytes).write(to: URL(filePath: path(name)), options: .atomic)
        try prune()
    }

    /// At the start: what another version failed on is tried once more, and files that nobody knows are removed.
    ///
    /// - Returns: how many that are.
    func open(now: Int64) throws -> Int {
        let released = try ledger.retryQuarantined(version: version, now: now)
        let known = Set(try ledger.quarantined().map(Self.name))
        // Before the first page there is no folder.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] where !known.contains(name)
        {
            remove(path(name))
        }
        return released
    }

    private func prune() throws {
        var pages = try ledger.quarantined()[...]
        var bytes = pages.reduce(0) { $0 + $1.bytes }
        while let oldest = pages.first, pages.count > countLimit || bytes > bytesLimit {
            try ledger.forgetQuarantined(oldest)
            remove(path(Self.name(oldest)))
            bytes -= oldest.bytes
            pages.removeFirst()
        }
    }

    private func remove(_ path: String) {
        // A file that cannot be removed now is tried again at the next start.
        try? FileManager.default.removeItem(atPath: path)
    }

    private func path(_ name: String) -> String { directory + "/" + name }

    private static func name(_ page: QuarantinedPage) -> String { name(page.kind, page.number) }

    private static func name(_ kind: QuarantinedPage.Kind, _ number: Int64) -> String {
        kind == .article ? "\(number).page" : "\(kind.rawValue)-\(number).page"
    }
}
