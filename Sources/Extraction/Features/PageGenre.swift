import JSON

/// What kind of publication a page says it belongs to. News sites and blogs use the same elements for different things: a
/// box in mid-text is background on the one and part of the guide on the other (gold text in 7 % of the words of such boxes on
/// news-dev, in 73 % on wcxb-dev's articles).
struct PageGenre {
    /// JSON-LD calls something on the page news (schema.org/NewsArticle and its subtypes, LiveBlogPosting).
    private(set) var isNews = false
    /// JSON-LD has an Article or BlogPosting.
    private(set) var isArticle = false
    /// The publisher is a NewsMediaOrganization.
    private(set) var hasNewsPublisher = false
    /// JSON-LD has a Product and an offer for it.
    var isProduct: Bool { hasProduct && hasOffer }
    /// JSON-LD calls the page a CollectionPage, or a page of search results.
    private(set) var isCollection = false
    /// Open Graph calls the page an article.
    let isOpenGraphArticle: Bool
    /// Open Graph calls the page a product, or a group of them; shops put their own name before a colon.
    let isOpenGraphProduct: Bool
    /// Meta elements that news search engines and newspapers' systems use.
    let hasNewsMeta: Bool

    /// The page calls itself an article in one way or another.
    var claimsArticle: Bool { isNews || isArticle || isOpenGraphArticle || hasPublicationTime }

    private let hasPublicationTime: Bool
    private var hasProduct = false
    private var hasOffer = false

    private static let maximumNodes = 4_000

    init(_ head: PageHead) {
        let type = head.first("og:type")?.lowercased() ?? ""
        isOpenGraphArticle = type == "article"
        isOpenGraphProduct = type.hasPrefix("product") || type.hasSuffix(":product")
        hasPublicationTime = head.first("article:published_time") != nil
        hasNewsMeta = head.first("article:section", "news_keywords", "article:content_tier", "article:opinion") != nil
        var waiting = head.structured
        var visited = 0
        while let value = waiting.popLast(), visited < Self.maximumNodes {
            visited += 1
            if let members = value.object {
                for type in value["@type"]?.elements ?? [] { read(type.string?.lowercased() ?? "") }
                waiting.append(contentsOf: members.map(\.value).filter { $0.object != nil || $0.array != nil })
            } else if let elements = value.array {
                waiting.append(contentsOf: elements.filter { $0.object != nil || $0.array != nil })
            }
        }
    }

    private mutating func read(_ type: String) {
        if type.hasSuffix("newsarticle") || type.hasSuffix("liveblogposting") { isNews = true }
        if type.hasSuffix("newsmediaorganization") { hasNewsPublisher = true }
        if type == "product" { hasProduct = true }
        if type == "offer" || type == "aggregateoffer" { hasOffer = true }
        if type == "collectionpage" || type == "searchresultspage" { isCollection = true }
        if type == "article" || type.hasSuffix("blogposting") || type.hasSuffix("/article") { isArticle = true }
    }
}
