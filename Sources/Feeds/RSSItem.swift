internal import HTML

/// One RSS item while its elements are read. Of elements that say the same, the plainer one wins, and of several alike
/// the first.
struct RSSItem {
    private var found = FeedItem()
    private var authors: [String] = []
    private var secondAuthors: [String] = []
    private var guidLink: String?
    private var second = FeedItem()
    private let order: FeedInstant.Order

    init(_ element: FeedElement, order: FeedInstant.Order) {
        self.order = order
        found.id = element.attribute("about", .rdf).flatMap { FeedText.line($0) }
        guidLink = element.attribute("about", .rdf).flatMap { element.base.link($0) }
        found.language = element.language
        for child in element.children { take(child) }
    }

    var item: FeedItem {
        var item = found
        item.url = item.url ?? second.url ?? guidLink
        item.title = item.title ?? second.title
        item.published = item.published ?? second.published
        item.updated = item.updated ?? second.updated
        item.summary = item.summary ?? second.summary
        item.content = item.content ?? second.content
        item.image = item.image ?? second.image
        item.authors = FeedPerson.names(authors.isEmpty ? secondAuthors : authors)
        return item
    }

    private mutating func take(_ child: FeedElement) {
        switch child.namespace {
        case .none, .rss, .other: takeSimple(child)
        case .dublinCore: takeDublinCore(child)
        case .dublinCoreTerms: takeTerms(child)
        case .content where child.key == "encoded": found.content = found.content ?? child.html
        case .atom, .atom03: takeAtom(child)
        case .media: takeMedia(child)
        case .itunes: takePodcast(child)
        case .xhtml where child.key == "body" || child.key == "div": second.content = second.content ?? child.html
        default: break
        }
    }

    private mutating func takeSimple(_ child: FeedElement) {
        switch child.key {
        case "title": found.title = found.title ?? child.plainFromHTML
        case "link": found.url = found.url ?? child.link ?? child.link(attribute: "href")
        case "guid": takeIdentifier(child)
        case "description": found.summary = found.summary ?? child.html
        case "pubdate": found.published = found.published ?? child.instant(order: order)
        case "author": authors.append(child.child("name")?.text ?? child.text ?? "")
        case "date", "published": second.published = second.published ?? child.instant(order: order)
        case "updated", "modified": second.updated = second.updated ?? child.instant(order: order)
        case "content", "fulltext", "full-text", "encoded": second.content = second.content ?? child.html
        case "summary": second.summary = second.summary ?? child.html
        case "language": found.language = child.text.flatMap { FeedText.tag($0) } ?? found.language
        case "enclosure": takePicture(child)
        default: break
        }
    }

    /// A guid is a permalink unless it says no; without saying so it must look like one.
    private mutating func takeIdentifier(_ guid: FeedElement) {
        guard let text = guid.text else { return }
        found.id = text
        switch guid.attribute("isPermaLink")?.lowercased() ?? guid.attribute("ispermalink")?.lowercased() {
        case "false": break
        case "true": guidLink = guid.link
        default: if text.hasPrefix("http://") || text.hasPrefix("https://") { guidLink = guid.link }
        }
    }

    private mutating func takeDublinCore(_ child: FeedElement) {
        switch child.key {
        case "creator": authors.append(child.text ?? "")
        case "contributor", "publisher": break
        case "date": second.published = second.published ?? child.instant(order: order)
        case "title": second.title = second.title ?? child.plainFromHTML
        case "description": second.summary = second.summary ?? child.html
        case "language": found.language = child.text.flatMap { FeedText.tag($0) } ?? found.language
        case "identifier": found.id = found.id ?? child.text
        default: break
        }
    }

    private mutating func takeTerms(_ child: FeedElement) {
        switch child.key {
        case "created", "issued", "available": second.published = second.published ?? child.instant(order: order)
        case "modified": found.updated = found.updated ?? child.instant(order: order)
        default: break
        }
    }

    private mutating func takeAtom(_ child: FeedElement) {
        switch child.key {
        case "id": found.id = found.id ?? child.text
        case "link" where (child.attribute("rel") ?? "alternate") == "alternate":
            second.url = second.url ?? child.link(attribute: "href")
        case "title": second.title = second.title ?? AtomText(child).plain
        case "updated", "modified": found.updated = found.updated ?? child.instant(order: order)
        case "published", "issued": second.published = second.published ?? child.instant(order: order)
        case "summary": second.summary = second.summary ?? AtomText(child).markup
        case "content": second.content = second.content ?? AtomText(child).markup
        case "author": authors.append(child.child("name")?.text ?? child.text ?? "")
        default: break
        }
    }

    private mutating func takeMedia(_ child: FeedElement) {
        switch child.key {
        case "group", "content":
            if child.key == "content", child.attribute("url") != nil { takePicture(child) }
            for inner in child.children where inner.namespace == .media { takeMedia(inner) }
        case "title": second.title = second.title ?? child.plainFromHTML
        case "description": second.summary = second.summary ?? child.html
        case "thumbnail": second.image = second.image ?? child.link(attribute: "url")
        case "credit" where child.attribute("role")?.lowercased() == "author": secondAuthors.append(child.text ?? "")
        default: break
        }
    }

    private mutating func takePodcast(_ child: FeedElement) {
        switch child.key {
        case "author": secondAuthors.append(child.text ?? "")
        case "title": second.title = second.title ?? child.plainFromHTML
        case "summary": second.summary = second.summary ?? child.html
        case "subtitle": second.summary = second.summary ?? child.html
        case "image": second.image = second.image ?? child.link(attribute: "href")
        default: break
        }
    }

    private mutating func takePicture(_ child: FeedElement) {
        let type = child.attribute("type") ?? child.attribute("medium") ?? ""
        if type.hasPrefix("image") { found.image = found.image ?? child.link(attribute: "url") }
    }
}
