import Foundation
import JSON
import Ledger

/// For programs.
extension LedgerStatus {
    private var counts: LedgerCounts { overview.counts }

    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.key("daemon")
        if let value = daemon.value { json.value(value) } else { json.null() }
        json.list("sources", overview.sources, write)
        json.key("articles")
        json.beginObject()
        for state in ArticleState.allCases { json.count(state.rawValue, counts[state]) }
        json.endObject()
        writeFunnel(&json)
        json.list("quarantine", overview.quarantine, write)
        json.list("hooks", hooks, write)
        json.endObject()
        return json.bytes + [0x0A]
    }

    private func write(_ source: SourceRecord, _ json: inout JSONWriter) {
        json.member("name", source.id)
        json.member("url", clean(source.url))
        json.nullableMember("feed", source.feed.map(clean))
        json.nullableMember("kind", source.detectedKind)
        let state = overview.state(of: source)
        json.member("state", state.word)
        json.member("state_in_words", clean(state.words))
        json.nullableMember("failing_since", source.failingSinceMilliseconds.map(Self.instant))
        json.nullableMember("moved_to", source.move.adopted.map(clean))
        json.nullableMember("last_success", source.lastSuccessMilliseconds.map(Self.instant))
        json.nullableMember("last_new_article", state.lastNews.map { Self.instant($0.milliseconds) })
        let isPolled = !overview.paused.contains(source.id)
        json.nullableMember("next_poll", isPolled ? Self.instant(source.nextPollMilliseconds) : nil)
        json.nullableMember(
            "next_poll_reason", source.pollReason.isEmpty || !isPolled ? nil : source.pollReason)
        json.count("failures", source.failures)
        json.nullableMember("error", source.lastError.map(clean))
        json.count("delivered", counts.bySource[source.id]?[.delivered] ?? 0)
    }

    private func writeFunnel(_ json: inout JSONWriter) {
        json.list("funnel", Funnel(counts).steps) { step, json in
            json.member("step", step.name)
            json.count("articles", step.count)
            json.list("left_before", step.left) { loss, json in
                json.member("state", loss.state.rawValue)
                json.count("articles", loss.count)
            }
        }
        json.list("dropped", overview.drops) { drop, json in
            json.member("state", drop.state.rawValue)
            json.member("reason", clean(drop.reason))
            json.count("articles", drop.count)
        }
    }

    private func write(_ page: QuarantinedPage, _ json: inout JSONWriter) {
        json.member("kind", page.kind.rawValue)
        json.member("url", clean(page.url))
        json.nullableMember("source", page.source)
        json.member("code", page.code)
        json.member("reason", clean(page.reason))
        json.member("version", page.version)
        json.member("since", Self.instant(page.sinceMilliseconds))
        json.count("bytes", page.bytes)
    }

    private func write(_ hook: HookRecord, _ json: inout JSONWriter) {
        json.member("name", clean(hook.name))
        json.count("position", Int(hook.position))
        json.count("lag", lag(of: hook))
        json.count("failures", hook.failures)
        json.nullableMember("failing_since", hook.failingSinceMilliseconds.map(Self.instant))
        json.nullableMember("next_attempt", hook.nextAttemptMilliseconds.map(Self.instant))
        json.nullableMember("error", hook.lastError.map(clean))
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
