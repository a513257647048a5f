import Ledger
import Scheduling

/// All about one source, for whoever is woken because of it.
enum SourcePage {
    static func html(_ detail: SourceDetail) -> String {
        PageFrame(title: "\(detail.source.id) – Copydesk", isRefreshed: true).html(
            """
            <h1 dir="auto">\(detail.source.id)</h1>
            \(StatusPage.asOf(detail.now))
            \(Markup.section("now", "Now", facts(detail)))
            \(Markup.section("funnel", "What became of its articles", outcomes(detail)))
            \(dropped(detail))
            \(waiting(detail))
            \(ArticleTable.recent(detail.recent, now: detail.now))
            """)
    }

    private static func facts(_ detail: SourceDetail) -> Markup {
        let source = detail.source
        let never: Markup = "never"
        func moment(_ milliseconds: Int64?) -> Markup {
            milliseconds.map { Markup.moment($0, now: detail.now) } ?? never
        }
        var entries: [(name: String, value: Markup)] = [
            ("state", SourceTable.badge(detail.state, source)),
            ("next poll", detail.isPaused ? "none, it is paused" : nextPoll(detail)),
            ("last poll", moment(source.lastPollMilliseconds)),
            ("last answer", moment(source.lastSuccessMilliseconds)),
            ("last new article", moment(detail.state.lastNews?.milliseconds)),
            ("address", Markup.link(source.url, text: source.url)),
        ]
        if let feed = source.feed { entries.append(("polled instead", Markup.link(feed, text: feed))) }
        if let moved = source.move.adopted { entries.append(("moved to", Markup.link(moved, text: moved))) }
        if let candidate = source.move.candidate {
            entries.append(("redirects to", "\(candidate) <small>seen \(source.move.agreeing) times in a row</small>"))
        }
        entries.append(("kind", "\(source.detectedKind ?? source.kind)"))
        if !source.isConfigured { entries.append(("configuration", "it does not stand there any more")) }
        entries.append(("articles a day", Sparkline.markup(detail.days)))
        return .list(entries)
    }

    private static func nextPoll(_ detail: SourceDetail) -> Markup {
        let reason = detail.source.pollReason
        let moment = Markup.moment(detail.source.nextPollMilliseconds, now: detail.now)
        return reason.isEmpty ? moment : "\(moment) <small>\(reason)</small>"
    }

    private static func outcomes(_ detail: SourceDetail) -> Markup {
        let found: Markup = "\(detail.source.itemsSeen)"
        let counts = ArticleState.allCases.compactMap { state -> (name: String, value: Markup)? in
            guard let count = detail.counts[state], count > 0 else { return nil }
            return (state.words, "\(count)")
        }
        return "\(Markup.list([("found through it", found)] + counts))\n\(FunnelList.drops(detail.drops))"
    }

    private static func dropped(_ detail: SourceDetail) -> Markup {
        let rows = detail.dropped.map { article -> [Markup] in
            [
                Markup.article(article.key, text: article.title ?? article.url), "\(article.state.words)",
                "\(article.reason ?? "no reason noted")",
                Markup.moment(article.settledMilliseconds ?? 0, now: detail.now),
            ]
        }
        return .section(
            "dropped", "Dropped lately", empty: "Nothing was dropped in the last \(Overview.dayCount) days.",
            MarkupTable(
                caption: "Articles that were not delivered", columns: ["Article", "Outcome", "Reason", "When"],
                rows: rows))
    }

    private static func waiting(_ detail: SourceDetail) -> Markup {
        let rows = detail.waiting.map { article -> [Markup] in
            [
                Markup.article(article.key, text: article.title ?? article.url),
                Markup.moment(article.nextAttemptMilliseconds, now: detail.now), "\(article.attempts)",
                "\(article.reason ?? "–")",
            ]
        }
        return .section(
            "waiting", "Waiting", empty: "Nothing waits.",
            MarkupTable(
                caption: "Articles to be fetched",
                columns: ["Article", "Not before", "Failed attempts", "Last failure"],
                rows: rows))
    }
}
