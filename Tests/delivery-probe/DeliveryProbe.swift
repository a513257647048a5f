import Daemon
import Delivery
import Glibc
import Ledger

/// A daemon without network, to be killed and disturbed by tests: it recovers, delivers so many articles by the daemon's own
/// desk, and ends; with 75 when an article cannot be delivered after some tries.
///
///     delivery-probe STATE OUTPUT COUNT [SECONDS [KEPT [TOGETHER]]]
///
/// Its clock is wrong by SECONDS. Of the articles so many are KEPT, the newest. So many come TOGETHER.
/// It writes one byte to standard output after every step, so that a test can kill it between them.
@main struct DeliveryProbe {
    let ledger: Ledger
    let desk: DeliveryDesk

    static func main() {
        do {
            try run()
        } catch {
            exit(74)
        }
    }

    private static func run() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4, let count = Int(arguments[3]) else { exit(64) }
        let error = Int64(arguments.dropFirst(4).first ?? "0") ?? 0
        let now: @Sendable () -> Int64 = { Self.now() + error * 1000 }
        let ledger = try Ledger(directory: arguments[1], replacingCorrupt: true)
        let desk = DeliveryDesk(
            store: try ArticleStore(directory: arguments[2]), ledger: ledger, clock: now,
            // The next delivery, or the next start, tries again.
            trouble: { _ in })
        let probe = DeliveryProbe(ledger: ledger, desk: desk)
        probe.step()
        _ = try desk.recover()
        probe.step()
        try probe.discover(count)
        let together = arguments.dropFirst(6).first.flatMap { Int($0) } ?? 1
        var waiting = try ledger.waiting(limit: count)[...]
        while !waiting.isEmpty {
            probe.deliver(Array(waiting.prefix(together)))
            waiting = waiting.dropFirst(together)
        }
        if let kept = arguments.dropFirst(5).first.flatMap({ Int($0) }), kept < count { try probe.keep(kept) }
    }

    private func keep(_ count: Int) throws {
        var configuration = Configuration()
        configuration.retention.articles = count
        // What cannot be removed now is seen by what is left.
        try RetentionDesk(desk: desk, configuration: configuration, purged: { _ in }, trouble: { _ in }).run()
        step()
    }

    private func discover(_ count: Int) throws {
        try ledger.register(
            sources: [.init(id: "daily", url: "https://daily.example/", kind: "feed")], now: Self.now())
        step()
        let items = (0..<count).map { DiscoveredItem(key: "daily.example/\($0)", url: "https://daily.example/\($0)") }
        _ = try ledger.discover(items, source: "daily", now: Self.now())
        step()
    }

    private func deliver(_ group: [WaitingArticle]) {
        var rest = group.map { (article: Self.article($0), number: $0.id) }
        for _ in 0..<3 {
            let outcomes = desk.deliver(rest)
            rest = zip(rest, outcomes).filter { if case .delivered = $1 { false } else { true } }.map(\.0)
            if rest.isEmpty { return step() }
        }
        exit(75)
    }

    private static func article(_ waiting: WaitingArticle) -> DeliveredArticle {
        var article = DeliveredArticle(
            source: waiting.source, key: waiting.key, url: waiting.url, title: "Story",
            paragraphs: [.init("It is \(waiting.key).")],
            fetch: .init(timeMilliseconds: now(), status: 200, url: waiting.url))
        article.published = "2026-05-01"
        return article
    }

    /// Milliseconds since 1970 UTC.
    private static let now: @Sendable () -> Int64 = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    private func step() {
        var byte = UInt8(ascii: ".")
        write(STDOUT_FILENO, &byte, 1)
    }
}
