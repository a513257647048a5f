import JSON
import Ledger
import Scheduling

/// All about one article: what the ledger and its files say, and the page's blocks where the page is kept.
enum ArticlePage {
    /// - Parameter isArchived: whether pages are kept now.
    static func html(
        _ detail: ArticleDetail, _ explanation: PageExplanation, isArchived: Bool, now: Instant
    ) -> String {
        let title = detail.json?["title"]?.string ?? detail.record.title ?? detail.record.url
        return PageFrame(title: "\(title) – Copydesk").html(
            """
            <h1 dir="auto">\(title)</h1>
            \(Markup.section("state", "What became of it", state(detail, now)))
            \(delivered(detail.json))
            \(Markup.section("blocks", "The page’s blocks", blocks(explanation, isArchived, now)))
            """)
    }

    private static func state(_ detail: ArticleDetail, _ now: Instant) -> Markup {
        let record = detail.record
        var entries: [(name: String, value: Markup)] = [("state", "\(record.state.words)")]
        if let reason = record.reason, !reason.isEmpty { entries.append(("reason", "\(reason)")) }
        entries.append(("source", Markup.source(record.source)))
        entries.append(("address", Markup.link(record.url, text: record.url)))
        entries.append(("discovered", Markup.moment(record.discoveredMilliseconds, now: now)))
        if let fetched = detail.fetchedMilliseconds { entries.append(("fetched", Markup.moment(fetched, now: now))) }
        if let settled = record.settledMilliseconds {
            entries.append((record.state == .delivered ? "delivered" : "decided", Markup.moment(settled, now: now)))
        }
        if record.state == .waiting {
            entries.append(("not before", Markup.moment(record.nextAttemptMilliseconds, now: now)))
        }
        // The one that led to a verdict counts too.
        if record.attempts > 0 {
            entries.append((record.state == .waiting ? "failed attempts" : "attempts", "\(record.attempts)"))
        }
        if let id = record.publicID { entries.append(("identifier", "<code>\(id)</code>")) }
        if !detail.paths.isEmpty {
            let files = detail.paths.map { path -> Markup in "<li><code>\(path)</code></li>" }
            entries.append((files.count == 1 ? "file" : "files of its revisions", "<ul>\(files.joined(""))</ul>"))
        }
        return .list(entries)
    }

    private static let fields = [
        "authors", "published", "modified", "language", "site", "section", "tags", "canonical_url", "image",
        "syndicated_from", "duplicate_of", "cluster", "rev", "warnings", "confidence",
    ]

    /// What stands in the delivered JSON.
    private static func delivered(_ json: JSONValue?) -> Markup {
        guard let json else { return "" }
        var entries = fields.compactMap { name -> (name: String, value: Markup)? in
            let words = (json[name]?.elements ?? []).compactMap(\.words)
            guard !words.isEmpty else { return nil }
            return (name.replacing("_", with: " "), "\(words.joined(separator: "; "))")
        }
        let removed = (json["removed"]?.object ?? []).compactMap { member in
            member.value.number.map { "\(Int($0)) \(member.key)" }
        }
        entries.append(("removed blocks", "\(removed.isEmpty ? "none" : removed.joined(separator: ", "))"))
        entries.append(("answer", "\(answer(json))"))
        for (name, key) in [("SHA-256 of the text", "text"), ("SHA-256 of the file", "file")] {
            if let hash = json["sha256"]?[key]?.string { entries.append((name, "<code>\(hash)</code>")) }
        }
        return .section("delivered", "As it was delivered", .list(entries))
    }

    private static func answer(_ json: JSONValue) -> String {
        let status = json["fetched"]?["status"]?.number.map { "\(Int($0))" } ?? "unknown"
        return status + (json["fetched"]?["url"]?.string.map { " from \($0)" } ?? "")
    }

    private static func blocks(_ explanation: PageExplanation, _ isArchived: Bool, _ now: Instant) -> Markup {
        switch explanation {
        case .shown(let explanation, let url, let fetched): return shown(explanation, url, fetched, now)
        case .notKept where isArchived:
            return
                "<p>The archive does not hold this page: it was fetched before the archive, or is older than is kept.</p>"
        case .notKept:
            return """
                <p>Pages are not kept, so their blocks cannot be shown. With <code>keep = "30d"</code> in \
                <code>[archive]</code> those fetched from then on are; for this one, \
                <code>copydesk explain</code> fetches the address anew.</p>
                """
        case .busy:
            return
                "<p>Another page is being explained, or the workers have pages that go before. Load this one again in a moment.</p>"
        case .failed(let reason): return "<p>The page cannot be explained: \(reason)</p>"
        }
    }

    private static func shown(_ explanation: Explanation, _ url: String, _ fetched: Int64, _ now: Instant) -> Markup {
        let rows = explanation.fields.map { field -> [Markup] in
            let origins = field.origins.joined(separator: ", ")
            return ["\(field.name)", "<span dir=\"auto\">\(field.value)</span>", "\(origins.isEmpty ? "–" : origins)"]
        }
        let rules = explanation.siteRules.map { rule -> Markup in "<li>\(rule)</li>" }
        let table = MarkupTable(
            caption: "What the page says of itself", columns: ["Field", "Value", "Where it stands"], rows: rows)
        return """
            <p>As the rules of now decide; the page was fetched \(Markup.moment(fetched, now: now)) from \
            \(Markup.link(url, text: url)).</p>
            <p>\(explanation.kind): \(explanation.keptCount) of \(explanation.blocks.count) blocks kept.</p>
            \(rows.isEmpty ? "" : table.markup)
            \(rules.isEmpty ? "" : "<ul>\(rules.joined())</ul>")
            \(Markup(own: ExplanationPage.blocks(explanation)))
            """
    }
}
