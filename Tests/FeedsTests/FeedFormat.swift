/// One item as the breakages change it, in a format's own words.
struct FeedSample {
    var title = "Rain at the quay"
    var link = "https://n.example/rain"
    var id = "tag:n.example,2024:rain"
    /// A second item.
    var others: [(title: String, link: String, id: String)] = [
        ("Sun", "https://n.example/sun", "tag:n.example,2024:sun")
    ]
    var date = ""
    var summary = "It rains."
}

/// How a format writes a sample. Texts are already escaped as the breakage wants them.
struct FeedFormat: Sendable {
    let name: String
    let kind: String
    let date: String
    /// What `date` is read as.
    let instant: String
    let write: @Sendable (FeedSample) -> String

    static let all = [rss20, rss091, rdf, atom10, atom03, entries]

    private static let rss20 = FeedFormat(
        name: "RSS 2.0", kind: "rss", date: "Fri, 03 May 2024 14:05:00 +0200", instant: "2024-05-03T14:05:00+02:00"
    ) { sample in
        let others = sample.others.map {
            "<item><title>\($0.title)</title><link>\($0.link)</link><guid isPermaLink=\"false\">\($0.id)</guid></item>"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>N</title><link>https://n.example/</link><item>
            <title>\(sample.title)</title><link>\(sample.link)</link><guid isPermaLink="false">\(sample.id)</guid>
            <pubDate>\(sample.date)</pubDate><description>\(sample.summary)</description></item>\(others.joined())</channel></rss>
            """
    }

    private static let rss091 = FeedFormat(
        name: "RSS 0.91", kind: "rss", date: "03 May 24 14:05 GMT", instant: "2024-05-03T14:05Z"
    ) { sample in
        let others = sample.others.map {
            "<item><title>\($0.title)</title><link>\($0.link)</link><guid>\($0.id)</guid></item>"
        }
        return """
            <?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://n.example/rss-0.91.dtd">
            <rss version="0.91"><channel><title>N</title><item><title>\(sample.title)</title><link>\(sample.link)</link><guid>\(sample.id)</guid>
            <pubDate>\(sample.date)</pubDate><description>\(sample.summary)</description></item>\(others.joined())</channel></rss>
            """
    }

    private static let rdf = FeedFormat(
        name: "RSS 1.0", kind: "rdf", date: "2024-05-03T14:05+02:00", instant: "2024-05-03T14:05+02:00"
    ) { sample in
        let others = sample.others.map {
            "<item rdf:about=\"\($0.id)\"><title>\($0.title)</title><link>\($0.link)</link></item>"
        }
        return """
            <?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://n.example/"><title>N</title></channel>
            <item rdf:about="\(sample.id)"><title>\(sample.title)</title><link>\(sample.link)</link><dc:date>\(sample.date)</dc:date>
            <description>\(sample.summary)</description></item>\(others.joined())</rdf:RDF>
            """
    }

    private static let atom10 = FeedFormat(
        name: "Atom 1.0", kind: "atom", date: "2024-05-03T14:05:00Z", instant: "2024-05-03T14:05:00Z"
    ) { sample in
        let others = sample.others.map {
            "<entry><title type=\"html\">\($0.title)</title><link href=\"\($0.link)\"/><id>\($0.id)</id></entry>"
        }
        return """
            <?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry>
            <title type="html">\(sample.title)</title><link rel="alternate" type="text/html" href="\(sample.link)"/><id>\(sample.id)</id>
            <published>\(sample.date)</published><summary type="html">\(sample.summary)</summary></entry>\(others.joined())</feed>
            """
    }

    private static let atom03 = FeedFormat(
        name: "Atom 0.3", kind: "atom", date: "2024-05-03T14:05:00-05:00", instant: "2024-05-03T14:05:00-05:00"
    ) { sample in
        let others = sample.others.map {
            "<entry><title type=\"text/html\" mode=\"escaped\">\($0.title)</title><link rel=\"alternate\" href=\"\($0.link)\"/><id>\($0.id)</id></entry>"
        }
        return """
            <?xml version="1.0" encoding="utf-8"?><feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>N</title><entry>
            <title type="text/html" mode="escaped">\(sample.title)</title><link rel="alternate" type="text/html" href="\(sample.link)"/>
            <id>\(sample.id)</id><issued>\(sample.date)</issued><summary type="text/html" mode="escaped">\(sample.summary)</summary></entry>
            \(others.joined())</feed>
            """
    }

    /// Atom whose elements carry a prefix.
    private static let entries = FeedFormat(
        name: "Atom with prefixes", kind: "atom", date: "2024-05-03T12:05:00+00:00",
        instant: "2024-05-03T12:05:00+00:00"
    ) { sample in
        let others = sample.others.map {
            "<a:entry><a:title type=\"html\">\($0.title)</a:title><a:link href=\"\($0.link)\"/><a:id>\($0.id)</a:id></a:entry>"
        }
        return """
            <a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>N</a:title><a:entry><a:title type="html">\(sample.title)</a:title>
            <a:link href="\(sample.link)"/><a:id>\(sample.id)</a:id><a:published>\(sample.date)</a:published>
            <a:summary type="html">\(sample.summary)</a:summary></a:entry>\(others.joined())</a:feed>
            """
    }
}
