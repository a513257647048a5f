import Ledger
import Scheduling

/// A page of the sources, worst first, each with its state in words.
enum SourceTable {
    static func markup(_ overview: Overview, _ query: SourceQuery) -> Markup {
        let selection = SourceSelection(query, of: overview)
        let all = overview.sources.count
        let isAll = selection.count == selection.sources.count
        let asked = query.isOpen ? "\(all) sources" : "\(selection.count) of \(all) sources"
        let place = isAll ? "" : ", \(selection.first) to \(selection.sources.endIndex)"
        let table = MarkupTable(
            caption: "\(asked), those that need somebody first\(place)",
            columns: ["Source", "State", "Last new article", "Next poll", "Articles a day", "Delivered"],
            rows: selection.sources.map { row($0, overview) })
        let found: Markup =
            selection.count > 0
            ? table.markup
            : all > 0 ? "<p role=\"status\">No source is like that.</p>" : "<p>No source is configured.</p>"
        return .section(
            "sources", "Sources",
            """
            \(all > SourceQuery.pageSize || !query.isOpen ? form(query) : "")
            \(found)
            \(Markup.paging("sources", page: selection.page, hasMore: selection.hasMore, address: query.address))
            """)
    }

    /// Where everything fits on a page there is nothing to choose.
    private static func form(_ query: SourceQuery) -> Markup {
        let states = ([("", "all"), (SourceQuery.failing, "all that fail")] + SourceState.words.map { ($0, $0) }).map {
            word, name -> Markup in
            let selected: Markup = word == query.state ?? "" ? " selected" : ""
            return "<option value=\"\(word)\"\(selected)>\(name)</option>"
        }
        return """
            <form action="/#sources" method="get" role="search" aria-label="Sources">
            <div class="wide"><label for="q">Part of a name or an address</label>
            <input id="q" name="q" type="search" value="\(query.words)" maxlength="400" autocomplete="off" dir="auto"></div>
            <div><label for="state">State</label>
            <select id="state" name="state">\(states.joined(""))</select></div>
            <button type="submit">Show</button>
            </form>
            """
    }

    private static func row(_ source: SourceRecord, _ overview: Overview) -> [Markup] {
        let state = overview.state(of: source)
        let delivered = overview.counts.bySource[source.id]?[.delivered] ?? 0
        let never: Markup = "never"
        let isPaused = overview.paused.contains(source.id)
        let reason: Markup = source.pollReason.isEmpty ? "" : " <small>\(source.pollReason)</small>"
        let days = overview.days[source.id] ?? Array(repeating: 0, count: Overview.dayCount)
        return [
            "\(Markup.source(source.id)) <small>\(source.url)</small>",
            "\(badge(state, source))",
            state.lastNews.map { Markup.moment($0.milliseconds, now: overview.now) } ?? never,
            isPaused ? "none" : "\(Markup.moment(source.nextPollMilliseconds, now: overview.now))\(reason)",
            Sparkline.markup(days),
            "\(delivered)",
        ]
    }

    /// The words say it; the mark only repeats them.
    static func badge(_ state: SourceState, _ source: SourceRecord) -> Markup {
        let mark: Markup =
            switch state.word {
            case "working": "good"
            case "new", "moved", "empty", "paused": "fair"
            default: "bad"
            }
        let cause: Markup =
            source.lastError.map {
                "<small>\(source.failures == 1 ? "once" : "\(source.failures) times"): \($0)</small>"
            }
            ?? ""
        return "<span class=\"state \(mark)\">\(state.words)</span> \(cause)"
    }
}

/// The funnel, with what was lost at each step.
enum FunnelList {
    static func markup(_ overview: Overview) -> Markup {
        let funnel = Funnel(overview.counts)
        let all = max(funnel.steps.first?.count ?? 0, 1)
        let rows = funnel.steps.map { step -> [Markup] in
            let share = step.count * 1000 / all
            let losses = step.left.map { loss -> Markup in "<li>\(loss.count) \(loss.state.words)</li>" }
            return [
                "\(step.name)",
                """
                <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
                <rect width="\(share)" height="10"/></svg> \(step.count)
                """,
                losses.isEmpty ? "–" : "<ul>\(losses.joined(""))</ul>",
            ]
        }
        let table = MarkupTable(
            caption: "All articles that were ever discovered", columns: ["Step", "Articles", "Not further"], rows: rows)
        return """
            \(Markup.section("funnel", "Funnel", empty: "", table))
            \(drops(overview))
            """
    }

    private static let shown = 15

    private static func drops(_ overview: Overview) -> Markup { drops(overview.drops) }

    static func drops(_ drops: [DropCount]) -> Markup {
        guard !drops.isEmpty else { return "" }
        let rows = drops.prefix(shown).map { drop -> [Markup] in
            ["\(drop.reason.isEmpty ? "no reason noted" : drop.reason)", "\(drop.state.words)", "\(drop.count)"]
        }
        let table = MarkupTable(
            caption: "Why articles were dropped in the last \(Overview.dayCount) days",
            columns: ["Reason", "Outcome", "Articles"], rows: rows)
        return table.markup
    }
}
