import JSON

extension Snapshot {
    /// What ``StatusHeader`` says, for programs: one JSON object.
    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("version", version)
        json.member("state", phase.rawValue)
        json.member("started", Markup.iso(startedAt.milliseconds))
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
            json.member("delivered", Markup.iso(last.delivery.deliveredMilliseconds))
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
        for line in StatusHeader(self).lines {
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
