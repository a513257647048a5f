import Scheduling

/// The pages for people.
struct PageRoutes: Sendable {
    /// Where pages get what they show.
    struct Sources: Sendable {
        /// Looks at the daemon, or gives what was seen a moment ago.
        let snapshot: @Sendable () async throws -> Snapshot
        /// By its name; nil where it is unknown.
        let source: @Sendable (String, Snapshot) async throws -> SourceDetail?
        /// By its address; nil where it is unknown.
        let article: @Sendable (String) async throws -> ArticleDetail?
        let explainer: PageExplainer
        /// Whether pages are kept.
        let isArchived: Bool
        /// Nil where it is switched off.
        let search: SearchAccess?
        /// Milliseconds since 1970 UTC.
        let clock: @Sendable () -> Int64

        var now: Instant { Instant(milliseconds: clock()) }
    }

    /// The search's two sides: who keeps the index, and who looks into it.
    struct SearchAccess: Sendable {
        let desk: SearchDesk
        let reader: ArticleSearch
    }

    let sources: Sources

    static let paths = ["/", "/source", "/article", "/search"]

    func answer(_ request: MonitorRequest) async throws -> MonitorResponse {
        switch request.path {
        case "/source": try await source(request.query["name"] ?? "")
        case "/article": try await article(request.query["address"] ?? "")
        case "/search": try await search(request.query)
        default: .page(StatusPage.html(try await sources.snapshot(), SourceQuery(request.query)))
        }
    }

    private func source(_ name: String) async throws -> MonitorResponse {
        guard let detail = try await sources.source(name, try await sources.snapshot()) else {
            return .page(404, PageFrame.notice("No such source", "No source is called “\(name)”."))
        }
        return .page(SourcePage.html(detail))
    }

    private func article(_ address: String) async throws -> MonitorResponse {
        guard let detail = try await sources.article(address) else {
            return .page(404, PageFrame.notice("No such article", "No source has listed “\(address)”."))
        }
        var explanation = PageExplanation.notKept
        if let fetched = detail.fetchedMilliseconds {
            explanation = await sources.explainer.explain(key: detail.record.key, fetchedMilliseconds: fetched)
        }
        return .page(ArticlePage.html(detail, explanation, isArchived: sources.isArchived, now: sources.now))
    }

    private func search(_ query: FormQuery) async throws -> MonitorResponse {
        let request = SearchRequest(query)
        if request.isAddress { return try await article(request.words) }
        guard let search = sources.search else { return .page(SearchPage.off) }
        let results = request.words.isEmpty ? nil : await search.reader.results(request)
        let names = try await sources.snapshot().overview.sources.map(\.id).sorted()
        return .page(
            SearchPage.html(request, results, index: search.desk.state, sources: names, now: sources.now))
    }
}
