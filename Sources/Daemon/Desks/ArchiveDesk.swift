import Archive
import Dispatch
import Fetching

/// Keeps the raw pages of articles, on a queue of its own, since every record waits for the disk. When that fails, delivery
/// goes on: the archive is there to mend articles, not to make them.
final class ArchiveDesk: @unchecked Sendable {  // The writer and the rest are touched on `queue` only.
    static func folder(state: String) -> ArchiveFolder { ArchiveFolder(path: state + "/archive") }

    private let queue = DispatchQueue(label: "copydesk.archive")
    private let writer: ArchiveWriter
    private let keepMilliseconds: Int64
    private let clock: @Sendable () -> Int64
    private let trouble: @Sendable (String) -> Void
    private var lastPurge = Int64.min
    /// What was said last, so that a full disk is told once.
    private var lastTrouble = ""

    /// How often old files are looked for.
    private static let purgeMilliseconds: Int64 = 3_600_000

    /// - Parameters:
    ///   - keep: how long pages are kept.
    ///   - trouble: told why a page could not be kept, when it is another reason than before; on the desk's queue.
    init(
        folder: ArchiveFolder, keep: Duration, clock: @escaping @Sendable () -> Int64,
        trouble: @escaping @Sendable (String) -> Void
    ) throws(ArchiveError) {
        self.clock = clock
        self.trouble = trouble
        keepMilliseconds = Int64(keep / .milliseconds(1))
        writer = try ArchiveWriter(folder: folder, software: "copydesk/\(Release.version)", now: clock())
    }

    /// - Parameter completion: called on the desk's queue when it is on disk, or has failed.
    func keep(_ exchange: Exchange, completion: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            note { () throws(ArchiveError) in try writer.keep(exchange) }
            purgeIfDue()
            completion()
        }
    }

    /// Calls back when everything that was asked for is done.
    func drain(completion: @escaping @Sendable () -> Void) { queue.async(execute: completion) }

    private func purgeIfDue() {
        let now = clock()
        guard lastPurge == .min || abs(now - lastPurge) >= Self.purgeMilliseconds else { return }
        lastPurge = now
        note { () throws(ArchiveError) in _ = try writer.purge(keep: keepMilliseconds, now: now) }
    }

    private func note(_ work: () throws(ArchiveError) -> Void) {
        do throws(ArchiveError) {
            try work()
        } catch {
            if error.description != lastTrouble { trouble(error.description) }
            lastTrouble = error.description
        }
    }
}

extension Exchange {
    init(_ response: FetchResponse, article key: String, source: String, time: Int64) {
        self.init(
            url: response.url, timeMilliseconds: time,
            message: HTTPMessage(
                status: response.status, fields: response.headers.fields.map { ($0.name, $0.value) },
                decoded: response.body), source: source, key: key)
        remoteAddress = response.remoteAddress
        isCut = response.isBodyCut
    }
}
