import Foundation
import JSON
import Ledger

/// `copydesk status`: what the ledger says, read beside a running daemon or without one. Nothing is written.
public enum StatusCommand {
    public static func run(configuration path: String, asJSON: Bool) throws(CommandFailure) {
        let state = try CheckCommand.load(path).paths.state
        let status = try status(state)
        try StandardStreams.write(asJSON ? status.json : Array(status.text.utf8))
    }

    private static func status(_ state: String) throws(CommandFailure) -> LedgerStatus {
        do throws(LedgerError) {
            let ledger = try Ledger(reading: state)
            return LedgerStatus(
                sources: try ledger.sources().filter(\.isConfigured), counts: try ledger.counts(),
                quarantine: try ledger.quarantined())
        } catch {
            throw CommandFailure(.inputOutput, "the state directory \(state): \(error)")
        }
    }
}

/// What `copydesk status` shows.
private struct LedgerStatus {
    let sources: [SourceRecord]
    let counts: LedgerCounts
    let quarantine: [QuarantinedPage]

    /// For people: no line holds what a page or a server could have put into a terminal.
    var text: String {
        var lines = ["sources: \(sources.count)"]
        for source in sources {
            let articles = counts.bySource[source.id] ?? [:]
            let state = source.lastError.map { "failing (\(source.failures)): \($0)" } ?? "works"
            let feed = source.feed.map { "  feed \($0)" } ?? ""
            lines.append(
                "  \(source.id)  \(source.url)\(feed)  \(source.detectedKind ?? source.kind)  \(articles[.delivered] ?? 0) delivered  \(state)"
            )
        }
        lines.append("articles: \(counts.articles)")
        for state in ArticleState.allCases where counts[state] > 0 {
            lines.append("  \(state.rawValue)  \(counts[state])")
        }
        lines.append("quarantine: \(quarantine.count)")
        for page in quarantine {
            lines.append(
                "  \(page.kind.rawValue)  \(page.url)  \(page.source ?? "-")  \(Self.instant(page.sinceMilliseconds))  \(page.reason)"
            )
        }
        return lines.map { LogText.withoutCredentials(LogText.clean($0, limit: 500)) + "\n" }.joined()
    }

    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.list("sources", sources) { source, json in
            json.member("name", source.id)
            json.member("url", clean(source.url))
            json.nullableMember("feed", source.feed.map(clean))
            json.nullableMember("kind", source.detectedKind)
            json.nullableMember("last_success", source.lastSuccessMilliseconds.map(Self.instant))
            json.member("next_poll", Self.instant(source.nextPollMilliseconds))
            json.count("failures", source.failures)
            json.nullableMember("error", source.lastError.map(clean))
            json.count("delivered", counts.bySource[source.id]?[.delivered] ?? 0)
        }
        json.key("articles")
        json.beginObject()
        for state in ArticleState.allCases { json.count(state.rawValue, counts[state]) }
        json.endObject()
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
