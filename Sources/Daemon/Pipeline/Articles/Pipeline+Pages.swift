import Delivery
import Fetching
import Ledger
import Logging
import Scheduling

/// How an article's first page was fetched; the response itself may be large, and the other pages take their time.
struct PageOrigin {
    let url: String
    let status: Int
    let timeMilliseconds: Int64
    /// For the article's address.
    let validators: SourceValidators

    /// - Parameter isAtOwnAddress: whether it came from the article's address, and not from one that a page there leads to.
    init(_ response: FetchResponse, isAtOwnAddress: Bool, now: Int64) {
        url = response.url
        status = response.status
        timeMilliseconds = now
        validators = isAtOwnAddress ? SourceValidators(response) : SourceValidators()
    }
}

/// An article while its pages are got.
struct ArticlePages {
    enum Purpose {
        case delivery(WaitingArticle)
        case look(PlannedLook)
    }

    var join: PageJoin
    let origin: PageOrigin
    let purpose: Purpose

    /// The article's number.
    var article: Int64 {
        switch purpose {
        case .delivery(let article): article.id
        case .look(let look): look.article
        }
    }

    /// Its source's name.
    var source: String {
        switch purpose {
        case .delivery(let article): article.source
        case .look(let look): look.source
        }
    }
}

/// The further pages of an article: each goes through the frontier like any page, and what is to be done with the article is
/// done with the last.
extension Pipeline {
    /// Has the article's next page fetched, or ends it.
    func goOn(_ pages: ArticlePages) {
        guard let next = pages.join.next else { return end(pages) }
        joins[pages.article] = pages
        _ = frontier.add(FrontierTask(id: pages.article, host: groups.key(for: next), kind: .article, priority: 1))
    }

    private func end(_ pages: ArticlePages) {
        var whole = pages.join.article
        switch pages.purpose {
        case .delivery(let article):
            whole.complete(
                title: article.title, published: article.published,
                source: configuration.source(named: article.source))
            for warning in whole.warnings {
                stages.log.warning("extraction", metadata: ["url": "\(pages.origin.url)", "reason": "\(warning)"])
            }
            deliver(article, pages.origin, whole)
        case .look(let look):
            whole.complete(source: configuration.source(named: look.source))
            revise(look, pages.origin, whole)
        }
    }

    func readNextPage(_ task: FrontierTask) {
        guard let pages = joins.removeValue(forKey: task.id), let address = pages.join.next else { return }
        fetch(address, task, for: configuration.source(named: pages.source), accept: Self.acceptPage) { [self] result in
            switch AttemptPolicy.outcome(of: result) {
            case .page(let response): add(response, to: pages)
            case .gone(let reason), .refused(let reason): missing(pages, reason)
            case .again(let reason): again(pages, "\(address): \(reason)")
            case .abandoned: break
            }
        }
    }

    private func add(_ response: FetchResponse, to pages: ArticlePages) {
        let completion: @Sendable (ExtractedArticle) -> Void = { [self] page in
            var pages = pages
            pages.join.add(page, url: response.url)
            goOn(pages)
        }
        switch pages.purpose {
        case .delivery(let article):
            extract(
                article, response, first: pages.join.first, refused: { [self] in missing(pages, $0) },
                completion: completion)
        case .look(let look): extract(look, response, first: pages.join.first, completion: completion)
        }
    }

    /// A page that will not be had. What is delivered already is not exchanged for something shorter.
    func missing(_ pages: ArticlePages, _ reason: String) {
        var pages = pages
        pages.join.failed(reason: reason)
        if case .look(let look) = pages.purpose, pages.join.next == nil { return looked(look, reason) }
        goOn(pages)
    }

    /// A passing failure costs the whole article an attempt: it is delivered whole or later.
    private func again(_ pages: ArticlePages, _ reason: String) {
        switch pages.purpose {
        case .delivery(let article): retry(article, reason: reason)
        case .look(let look): looked(look, reason)
        }
    }
}
