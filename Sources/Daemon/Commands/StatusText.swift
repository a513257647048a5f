import Ledger
import Scheduling

/// `copydesk status` and `top` for people. Pure: no line holds what a page or a server could have put into a terminal.
struct StatusText {
    private let status: LedgerStatus
    private var overview: Overview { status.overview }
    private var now: Instant { overview.now }

    private static let shownReasons = 10

    init(_ status: LedgerStatus) { self.status = status }

    /// - Parameter columns: of the terminal; nil for as many as a line takes.
    func rendered(columns: Int?, isColoured: Bool) -> [String] {
        let lines = head + sources(within: columns) + articles + quarantine + hooks
        return lines.map { $0.rendered(columns: columns, isColoured: isColoured) }
    }

    private var head: [StyledLine] {
        status.daemon.lines.enumerated().map { StyledLine($1, $0 == 0 ? .strong : .plain) }
    }

    // MARK: Sources

    private static let columns = [
        TextTable.Column(title: "source", least: 12), .init(title: "state", least: 14),
        .init(title: "last article", least: 12), .init(title: "next poll", least: 16),
    ]

    private func sources(within columns: Int?) -> [StyledLine] {
        let states = overview.sources.map(overview.state)
        let rows = zip(overview.sources, states).map(row)
        let table = TextTable(columns: Self.columns, rows: rows)
        let indent = "  "
        let widths = table.widths(within: columns.map { max(1, $0 - indent.count) })
        let title = TextTable.cells(Self.columns.map(\.title), widths).joined()
        var lines = [StyledLine("sources: \(overview.sources.count)", .strong)]
        if !rows.isEmpty { lines.append(StyledLine(indent + title, .faint)) }
        for (index, source) in overview.sources.enumerated() {
            let cells = TextTable.cells(rows[index], widths)
            lines.append(
                StyledLine(
                    [(indent, .plain)] + zip(cells, [.plain, states[index].style, .plain, .plain]).map { ($0, $1) }))
            lines.append(StyledLine(indent + indent + details(of: source), .faint))
        }
        return lines
    }

    private func row(_ source: SourceRecord, _ state: SourceState) -> [String] {
        let news = state.lastNews.map { "\(DurationText.words(now - $0)) ago" } ?? "never"
        return [source.id, LogText.clean(state.words, limit: 200), news, nextPoll(of: source)]
    }

    private func nextPoll(of source: SourceRecord) -> String {
        guard !overview.paused.contains(source.id) else { return "none" }
        let wait = Instant(milliseconds: source.nextPollMilliseconds) - now
        let time = wait > .zero ? "in \(DurationText.words(wait))" : "due"
        return source.pollReason.isEmpty ? time : "\(time): \(source.pollReason)"
    }

    private func details(of source: SourceRecord) -> String {
        let delivered = overview.counts.bySource[source.id]?[.delivered] ?? 0
        let kind = source.detectedKind ?? source.kind
        let success = source.lastSuccessMilliseconds.map { "answered \(SourceState.minute($0))" } ?? "never answered"
        let times = "\(source.failures) \(source.failures == 1 ? "time" : "times")"
        let cause = source.lastError.map { "\(times): \($0), " } ?? ""
        let feed = source.feed.map { " with the feed \($0)" } ?? ""
        return "\(cause)\(delivered) delivered, \(success), \(kind) \(source.url)\(feed)"
    }

    // MARK: Articles

    /// The funnel, and before each step why articles came no further.
    private var articles: [StyledLine] {
        let funnel = Funnel(overview.counts)
        let steps = funnel.steps.map { "\($0.count) \($0.name)" }.joined(separator: " → ")
        var lines = [StyledLine("articles: \(overview.counts.articles)", .strong), StyledLine("  " + steps)]
        for step in funnel.steps where !step.left.isEmpty {
            let losses = step.left.map { "\($0.count) \($0.state.words)" }.joined(separator: ", ")
            lines.append(StyledLine("  before \(step.name): \(losses)"))
            lines += reasons(for: Set(step.left.map(\.state)))
        }
        return lines
    }

    /// Of the last days.
    private func reasons(for states: Set<ArticleState>) -> [StyledLine] {
        let drops = overview.drops.filter { states.contains($0.state) && !$0.reason.isEmpty }
        var lines = drops.prefix(Self.shownReasons).map { drop in
            StyledLine("    \(drop.count)  \(drop.state.words): \(drop.reason)", .faint)
        }
        let rest = drops.count - lines.count
        if rest > 0 { lines.append(StyledLine("    and \(rest) more reasons: copydesk status --json", .faint)) }
        return lines
    }

    // MARK: Quarantine and hooks

    private var quarantine: [StyledLine] {
        let lines = overview.quarantine.map { page in
            StyledLine(
                "  \(page.kind.rawValue)  \(page.url)  \(page.source ?? "-")  "
                    + "\(SourceState.minute(page.sinceMilliseconds))  \(page.reason)")
        }
        return [StyledLine("quarantine: \(lines.count)", .strong)] + lines
    }

    private var hooks: [StyledLine] {
        guard !status.hooks.isEmpty else { return [] }
        return [StyledLine("hooks: \(status.hooks.count)", .strong)]
            + status.hooks.map { hook in
                let failure = hook.lastError.map { error in
                    let since = hook.failingSinceMilliseconds.map(SourceState.minute) ?? "-"
                    let next = hook.nextAttemptMilliseconds.map(SourceState.minute) ?? "-"
                    return ", failing since \(since), \(hook.failures) times: \(error); next attempt \(next)"
                }
                return StyledLine([
                    ("  \(hook.name)  \(status.lag(of: hook)) lines behind", .plain), (failure ?? "", .bad),
                ])
            }
    }
}

extension SourceState {
    /// Red needs somebody, yellow a look.
    fileprivate var style: StyledLine.Style {
        switch word {
        case "working": .good
        case "empty", "moved": .warning
        case "paused", "new": .faint
        default: .bad
        }
    }
}
