import Scheduling

/// The daemon in a few facts: on the page, and as the head of `copydesk status`.
struct StatusHeader: Equatable, Sendable {
    struct Line: Equatable, Sendable {
        var name: String
        var value: String
    }

    let lines: [Line]

    init(_ snapshot: Snapshot) {
        var lines = [Line(name: "up", value: DurationText.words(snapshot.uptime))]
        if snapshot.phase != .ready { lines[0].value += ", \(snapshot.phase.rawValue)" }
        if let bytes = snapshot.process.residentBytes {
            lines.append(Line(name: "memory", value: ByteSizeText.words(bytes)))
        }
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
        return "\(ByteSizeText.words(free)) free"
            + (snapshot.pipeline?.isPaused == true ? ", too little: fetching is paused" : "")
    }

    private static func lastArticle(_ snapshot: Snapshot) -> String {
        guard let last = snapshot.overview.recent.first else { return "none yet" }
        let away = DurationText.words(snapshot.now - Instant(milliseconds: last.delivery.deliveredMilliseconds))
        return "\(away) ago from \(last.delivery.source): \(last.title ?? last.delivery.url)"
    }
}
