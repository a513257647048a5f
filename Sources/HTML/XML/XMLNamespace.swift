/// The XML vocabularies that feeds and sitemaps are written in.
public enum XMLNamespace: UInt8, Sendable {
    /// No namespace is in force.
    case none
    /// A namespace that nothing here knows, or a prefix that is declared nowhere and is not well known.
    case other
    case xml, xhtml, atom, atom03, rss, rdf, dublinCore, dublinCoreTerms, content, syndication, media, itunes
    case sitemap, sitemapNews, sitemapImage, sitemapVideo, threading, googlePlay, feedBurner

    /// Feeds spell these names with and without `https`, `www`, capitals and a last slash; all of that is ignored.
    init(uri: String) {
        var name = Substring(uri.lowercased())
        for scheme in ["http://", "https://"] where name.hasPrefix(scheme) { name = name.dropFirst(scheme.utf8.count) }
        if name.hasPrefix("www.") { name = name.dropFirst(4) }
        while name.last == "/" || name.last == "#" { name = name.dropLast() }
        self = Self.names[String(name)] ?? .other
    }

    /// What a prefix means that no element declares.
    init(prefix: String) {
        self = Self.prefixes[prefix.lowercased()] ?? .other
    }

    private static let names: [String: XMLNamespace] = [
        "w3.org/xml/1998/namespace": .xml, "w3.org/1999/xhtml": .xhtml, "w3.org/2005/atom": .atom,
        "purl.org/atom/ns": .atom03, "purl.org/rss/1.0": .rss, "my.netscape.com/rdf/simple/0.9": .rss,
        "channel.netscape.com/rdf/simple/0.9": .rss, "my.netscape.com/publish/formats/rss-0.91.dtd": .rss,
        "backend.userland.com/rss": .rss, "backend.userland.com/rss2": .rss, "backend.userland.com/rss091": .rss,
        "blogs.law.harvard.edu/tech/rss": .rss, "cyber.law.harvard.edu/rss": .rss,
        "rssboard.org/rss-specification": .rss,
        "w3.org/1999/02/22-rdf-syntax-ns": .rdf, "purl.org/dc/elements/1.1": .dublinCore,
        "purl.org/dc/elements/1.0": .dublinCore, "purl.org/dc/terms": .dublinCoreTerms,
        "purl.org/rss/1.0/modules/content": .content, "purl.org/rss/1.0/modules/syndication": .syndication,
        "search.yahoo.com/mrss": .media, "search.yahoo.com/mrss/1.0": .media,
        "itunes.com/dtds/podcast-1.0.dtd": .itunes, "sitemaps.org/schemas/sitemap/0.9": .sitemap,
        "google.com/schemas/sitemap/0.84": .sitemap, "google.com/schemas/sitemap/0.9": .sitemap,
        "google.com/schemas/sitemap-news/0.9": .sitemapNews, "google.com/schemas/sitemap-image/1.1": .sitemapImage,
        "google.com/schemas/sitemap-video/1.1": .sitemapVideo, "purl.org/syndication/thread/1.0": .threading,
        "google.com/schemas/play-podcasts/1.0": .googlePlay, "rssnamespace.org/feedburner/ext/1.0": .feedBurner,
    ]

    private static let prefixes: [String: XMLNamespace] = [
        "xml": .xml, "xhtml": .xhtml, "atom": .atom, "a10": .atom, "rss": .rss, "rdf": .rdf, "dc": .dublinCore,
        "dcterms": .dublinCoreTerms, "content": .content, "sy": .syndication, "media": .media, "itunes": .itunes,
        "news": .sitemapNews, "image": .sitemapImage, "video": .sitemapVideo, "thr": .threading,
        "googleplay": .googlePlay, "feedburner": .feedBurner,
    ]
}
