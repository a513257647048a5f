import Delivery
import Glibc
import Ledger

/// A daemon without network, to be killed by tests: it recovers, delivers so many articles, and ends.
///
///     delivery-probe STATE OUTPUT COUNT
///
/// It writes one byte to standard output after every step, so that a test can kill it anywhere.
@main struct DeliveryProbe {
    let ledger: Ledger
    let store: ArticleStore

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let count = Int(arguments[3]) else { exit(64) }
        let probe = DeliveryProbe(
            ledger: try Ledger(directory: arguments[1]), store: try ArticleStore(directory: arguments[2]))
        try probe.recover()
        try probe.discover(count)
        for waiting in try probe.ledger.waiting(limit: count) { try probe.deliver(waiting) }
    }

    private func recover() throws {
        let intents = try ledger.intents()
        let deliveries = intents.map { intent in
            StagedDelivery(
                article: intent.article, publicID: intent.publicID,
                files: intent.files.map { .init(staged: $0.staged, path: $0.path, sha256: $0.sha256) })
        }
        for (delivery, outcome) in zip(deliveries, try store.recover(deliveries)) {
            step()
            switch outcome {
            case .delivered: try ledger.delivered(article: delivery.article, now: now())
            case .withdrawn: try ledger.abandon(article: delivery.article)
            case .pending(let error): throw error
            }
            step()
        }
    }

    private func discover(_ count: Int) throws {
        try ledger.register(sources: [.init(id: "daily", url: "https://daily.example/", kind: "feed")], now: now())
        step()
        let items = (0..<count).map { DiscoveredItem(key: "daily.example/\($0)", url: "https://daily.example/\($0)") }
        _ = try ledger.discover(items, source: "daily", now: now())
        step()
    }

    private func deliver(_ waiting: WaitingArticle) throws {
        var article = DeliveredArticle(
            source: waiting.source, key: waiting.key, url: waiting.url, title: "Story",
            paragraphs: [.init("It is \(waiting.key).")],
            fetch: .init(timeMilliseconds: now(), status: 200, url: waiting.url))
        article.published = "2026-05-01"
        let staged = try store.stage(article, as: waiting.id, now: now())
        step()
        let intent = DeliveryIntent(
            article: waiting.id, publicID: staged.publicID,
            files: staged.files.map { .init(staged: $0.staged, path: $0.path, sha256: $0.sha256) },
            fetchedMilliseconds: now())
        try ledger.intend(intent, now: now())
        step()
        try store.publish(staged)
        step()
        try ledger.delivered(article: waiting.id, now: now())
        step()
    }

    /// Milliseconds since 1970 UTC.
    private func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    private func step() {
        var byte = UInt8(ascii: ".")
        write(STDOUT_FILENO, &byte, 1)
    }
}
