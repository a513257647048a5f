import Foundation
import JSON
import Ledger
import Scheduling

/// `copydesk status`: what the ledger says, read beside a running daemon or without one. Nothing is written.
public enum StatusCommand {
    public static func run(configuration path: String, asJSON: Bool) throws(CommandFailure) {
        let status = try status(CheckCommand.load(path))
        try StandardStreams.write(asJSON ? status.json : Array(status.text.utf8))
    }

    /// - Throws: when the ledger cannot be read.
    static func status(_ configuration: Configuration) throws(CommandFailure) -> LedgerStatus {
        let state = configuration.paths.state
        let daemon = DaemonHead.ask(configuration.controlSocket)
        do throws(LedgerError) {
            let ledger = try Ledger(reading: state)
            return LedgerStatus(
                daemon: daemon,
                overview: try Overview(
                    reading: ledger, output: configuration.paths.output, paused: configuration.pausedSources,
                    now: Instant(milliseconds: LogWriter.systemMilliseconds())),
                hooks: try ledger.hooks())
        } catch {
            throw CommandFailure(.inputOutput, "the state directory \(state): \(error)")
        }
    }
}

/// What `copydesk status` shows.
struct LedgerStatus {
    let daemon: DaemonHead
    let overview: Overview
    let hooks: [HookRecord]

    private var now: Instant { overview.now }
    private var sources: [SourceRecord] { overview.sources }
    private var counts: LedgerCounts { overview.counts }
    private var quarantine: [QuarantinedPage] { overview.quarantine }
    private var paused: Set<String> { overview.paused }
    /// The number of the last line.
    private var journal: Int64 { overview.journal }

    private static let shownDrops = 10

    /// For people: no line holds what a page or a server could have put into a terminal.
    var text: String {
        var lines = daemon.lines + ["sources: \(sources.count)"]
        for source in sources {
            let articles = counts.bySource[source.id] ?? [:]
            let state = SourceState(source, isPaused: paused.contains(source.id), now: now)
            let feed = source.feed.map { "  feed \($0)" } ?? ""
            let cause = source.lastError.map { ", \(source.failures) times: \($0)" } ?? ""
            lines.append(
                "  \(source.id)  \(source.url)\(feed)  \(source.detectedKind ?? source.kind)  "
                    + "\(articles[.delivered] ?? 0) delivered  \(state.words)\(cause)")
            if source.lastPollMilliseconds != nil { lines.append("    " + times(of: source, state)) }
        }
        lines.append("articles: \(counts.articles)")
        for state in ArticleState.allCases where counts[state] > 0 {
            lines.append("  \(state.rawValue)  \(counts[state])")
        }
        let steps = Funnel(counts).steps.map { "\($0.count) \($0.name)" }
        lines.append("  " + steps.joined(separator: " → "))
        for drop in overview.drops.prefix(Self.shownDrops) {
            lines.append("  dropped  \(drop.count)  \(drop.state.rawValue)  \(drop.reason)")
        }
        lines.append("quarantine: \(quarantine.count)")
        for page in quarantine {
            lines.append(
                "  \(page.kind.rawValue)  \(page.url)  \(page.source ?? "-")  \(Self.instant(page.sinceMilliseconds))  \(page.reason)"
            )
        }
        lines += hookLines
        return lines.map { LogText.withoutCredentials(LogText.clean($0, limit: 500)) + "\n" }.joined()
    }

    private var hookLines: [String] {
        guard !hooks.isEmpty else { return [] }
        return ["hooks: \(hooks.count)"]
            + hooks.map { hook in
                let failure = hook.lastError.map { error in
                    let since = hook.failingSinceMilliseconds.map(SourceState.minute) ?? "-"
                    let next = hook.nextAttemptMilliseconds.map(SourceState.minute) ?? "-"
                    return ", failing since \(since), \(hook.failures) times: \(error); next attempt \(next)"
                }
                return "  \(hook.name)  \(lag(of: hook)) lines behind\(failure ?? "")"
            }
    }

    /// Numbers of the journal that it has not taken yet.
    private func lag(of hook: HookRecord) -> Int { Int(max(0, journal - hook.position)) }

    private func times(of source: SourceRecord, _ state: SourceState) -> String {
        let never = "never"
        let success = source.lastSuccessMilliseconds.map(SourceState.minute) ?? never
        let news = state.lastNews.map { SourceState.minute($0.milliseconds) } ?? never
        if paused.contains(source.id) { return "last success \(success), last new article \(news), no next poll" }
        let next = SourceState.minute(source.nextPollMilliseconds)
        let reason = source.pollReason.isEmpty ? "" : " (\(source.pollReason))"
        return "last success \(success), last new article \(news), next poll \(next)\(reason)"
    }

    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("daemon")
        if let value = daemon.value { json.value(value) } else { json.null() }
        json.list("sources", sources) { source, json in
            json.member("name", source.id)
            json.member("url", clean(source.url))
            json.nullableMember("feed", source.feed.map(clean))
            json.nullableMember("kind", source.detectedKind)
            let state = SourceState(source, isPaused: paused.contains(source.id), now: now)
            json.member("state", state.word)
            json.member("state_in_words", clean(state.words))
            json.nullableMember("failing_since", source.failingSinceMilliseconds.map(Self.instant))
            json.nullableMember("moved_to", source.move.adopted.map(clean))
            json.nullableMember("last_success", source.lastSuccessMilliseconds.map(Self.instant))
            json.nullableMember("last_new_article", state.lastNews.map { Self.instant($0.milliseconds) })
            let isPolled = !paused.contains(source.id)
            json.nullableMember("next_poll", isPolled ? Self.instant(source.nextPollMilliseconds) : nil)
            json.nullableMember(
                "next_poll_reason", source.pollReason.isEmpty || !isPolled ? nil : source.pollReason)
            json.count("failures", source.failures)
            json.nullableMember("error", source.lastError.map(clean))
            json.count("delivered", counts.bySource[source.id]?[.delivered] ?? 0)
        }
        json.key("articles")
        json.beginObject()
        for state in ArticleState.allCases { json.count(state.rawValue, counts[state]) }
        json.endObject()
        json.list("funnel", Funnel(counts).steps) { step, json in
            json.member("step", step.name)
            json.count("articles", step.count)
        }
        json.list("dropped", overview.drops) { drop, json in
            json.member("state", drop.state.rawValue)
            json.member("reason", clean(drop.reason))
            json.count("articles", drop.count)
        }
        json.list("quarantine", quarantine) { page, json in
            json.member("kind", page.kind.rawValue)
            json.member("url", clean(page.url))
            json.nullableMember("source", page.source)
            json.member("code", page.code)
            json.member("reason", clean(page.reason))
            json.member("version", page.version)
            json.member("since", Self.instant(page.sinceMilliseconds))
            json.count("bytes", page.bytes)
        }
        json.list("hooks", hooks) { hook, json in
            json.member("name", clean(hook.name))
            json.count("position", Int(hook.position))
            json.count("lag", lag(of: hook))
            json.count("failures", hook.failures)
            json.nullableMember("failing_since", hook.failingSinceMilliseconds.map(Self.instant))
            json.nullableMember("next_attempt", hook.nextAttemptMilliseconds.map(Self.instant))
            json.nullableMember("error", hook.lastError.map(clean))
        }
        json.endObject()
        return json.bytes + [0x0A]
    }

    private func clean(_ text: String) -> String { LogText.withoutCredentials(LogText.clean(text, limit: 4000)) }

    private static func instant(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).ISO8601Format()
    }
}

extension JSONWriter {
    fileprivate mutating func count(_ name: String, _ value: Int) {
        key(name)
        integer(value)
    }

    fileprivate mutating func list<Element>(
        _ name: String, _ elements: [Element], _ members: (Element, inout JSONWriter) -> Void
    ) {
        key(name)
        beginArray()
        for element in elements {
            beginObject()
            members(element, &self)
            endObject()
        }
        endArray()
    }
}
