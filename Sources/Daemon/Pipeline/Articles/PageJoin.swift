/// An article on several pages while they are got one by one. Pure: it says which page comes next, and when it is whole.
struct PageJoin {
    /// More pages are no article.
    static let limit = 20

    /// What has been joined so far.
    private(set) var article: ExtractedArticle
    /// The page to be got now; nil when the article is whole.
    private(set) var next: String?
    /// The address of the first page, which the others' numbers count from.
    let first: String
    private var isSingle = false
    /// The next page by the first one's word, for when the single page is none.
    private var fallback: String?
    private var visited: Set<String>

    /// - Parameters:
    ///   - url: the address that the first page came from.
    ///   - key: the article's own, which may be another address of the same page.
    init(first article: ExtractedArticle, url: String, key: String) {
        self.article = article
        first = url
        visited = [key]
        if let key = ArticleKey.of(url) { visited.insert(key) }
        if let single = article.singlePage, isNew(single) {
            isSingle = true
            fallback = article.nextPage
            visit(single)
        } else {
            follow(article.nextPage)
        }
    }

    /// Takes in the page that `next` named.
    /// - Parameter url: where it came from.
    mutating func add(_ page: ExtractedArticle, url: String) {
        // A page that redirects to one that was here before brings nothing, and leads in a circle.
        if let key = ArticleKey.of(url), key != next.flatMap(ArticleKey.of), !visited.insert(key).inserted {
            return failed(reason: "it leads back to \(url)")
        }
        if isSingle {
            isSingle = false
            guard page.isArticle, page.text.utf8.count > article.text.utf8.count else { return follow(fallback) }
            article = page
            next = nil
            return
        }
        guard page.isArticle, article.append(page) else {
            next = nil
            return
        }
        follow(page.nextPage)
    }

    /// The page that `next` named will not be had: what there is has to do, and says so.
    mutating func failed(reason: String) {
        if isSingle {
            isSingle = false
            return follow(fallback)
        }
        if let next { article.warn("the article goes on at \(next), which is missing: \(reason)") }
        next = nil
    }

    private mutating func follow(_ page: String?) {
        next = nil
        guard let page, isNew(page) else { return }
        guard visited.count < Self.limit else {
            return article.warn("the article has more than \(Self.limit) pages; the rest is missing")
        }
        visit(page)
    }

    private mutating func visit(_ page: String) {
        next = page
        if let key = ArticleKey.of(page) { visited.insert(key) }
    }

    private func isNew(_ page: String) -> Bool { ArticleKey.of(page).map { !visited.contains($0) } ?? false }
}
