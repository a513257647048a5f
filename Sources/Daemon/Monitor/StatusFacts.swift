import Foundation
import JSON
import Scheduling

/// The daemon in a few facts: on the page, and as the head of `copydesk status`.
struct StatusFacts: Equatable, Sendable {
    struct Line: Equatable, Sendable {
        var name: String
        var value: String
    }

    let lines: [Line]

    init(_ snapshot: Snapshot) {
        var lines = [Line(name: "up", value: Words.span(snapshot.uptime))]
        if snapshot.phase != .ready { lines[0].value += ", \(snapshot.phase.rawValue)" }
        if let bytes = snapshot.process.residentBytes { lines.append(Line(name: "memory", value: Words.bytes(bytes))) }
        lines.append(Line(name: "queue", value: Self.queue(snapshot)))
        lines.append(Line(name: "disk", value: Self.disk(snapshot)))
        lines.append(Line(name: "journal", value: "at \(snapshot.overview.journal)"))
        lines.append(Line(name: "last article", value: Self.lastArticle(snapshot)))
        self.lines = lines
    }

    private static func queue(_ snapshot: Snapshot) -> String {
        guard let pipeline = snapshot.pipeline else { return "the pipeline does not move" }
        return "\(pipeline.waiting) articles waiting, \(pipeline.underWay) fetches and pages under way"
    }

    private static func disk(_ snapshot: Snapshot) -> String {
        guard let free = snapshot.freeBytes else { return "cannot be asked" }
        return "\(Words.bytes(free)) free"
            + (snapshot.pipeline?.isPaused == true ? ", too little: fetching is paused" : "")
    }

    private static func lastArticle(_ snapshot: Snapshot) -> String {
        guard let last = snapshot.overview.recent.first else { return "none yet" }
        let away = Words.span(snapshot.now - Instant(milliseconds: last.delivery.deliveredMilliseconds))
        return "\(away) ago from \(last.delivery.source): \(last.title ?? last.delivery.url)"
    }
}

extension Snapshot {
    /// The same for programs: one JSON object.
    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("version", version)
        json.member("state", phase.rawValue)
        json.member("started", StatusPage.iso(startedAt.milliseconds))
        json.count("uptime_seconds", Int(uptime / .seconds(1)))
        json.count("memory_bytes", process.residentBytes)
        json.count("articles_waiting", pipeline?.waiting)
        json.count("under_way", pipeline?.underWay)
        json.key("paused")
        json.bool(pipeline?.isPaused ?? false)
        json.count("free_bytes", freeBytes)
        json.count("journal_seq", Int(overview.journal))
        json.key("last_article")
        if let last = overview.recent.first {
            json.beginObject()
            json.member("delivered", StatusPage.iso(last.delivery.deliveredMilliseconds))
            json.member("source", last.delivery.source)
            json.member("url", LogText.withoutCredentials(LogText.clean(last.delivery.url, limit: 4000)))
            json.nullableMember("title", last.title.map { LogText.clean($0, limit: 4000) })
            json.member("path", last.delivery.path)
            json.endObject()
        } else {
            json.null()
        }
        json.key("facts")
        json.beginArray()
        for line in StatusFacts(self).lines {
            json.string(LogText.withoutCredentials(LogText.clean("\(line.name): \(line.value)", limit: 500)))
        }
        json.endArray()
        json.endObject()
        return json.bytes + [0x0A]
    }
}

extension JSONWriter {
    /// A number; null where it is not known.
    fileprivate mutating func count(_ name: String, _ value: Int?) {
        key(name)
        if let value { integer(value) } else { null() }
    }
}
