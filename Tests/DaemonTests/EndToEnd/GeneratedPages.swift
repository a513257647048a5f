import SampleWeb

/// Invented articles in any number, all different.
enum GeneratedPages {
    static func article(_ number: Int, paragraphs: Int = 5) -> String {
        let body = (1...paragraphs).map { paragraph in
            """
            <p>In report number \(number) the harbour office describes pier \(paragraph) as sound. The divers went down on a \
            calm morning, found \(number * 7 + paragraph) mussels on the third pile, and came up with a drawing that the \
            engineers will keep for the next inspection.</p>
            """
        }
        return """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Inspection \(number) of the piers</title>
            <meta property="og:type" content="article"></head><body>
            <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
            <article><h1>Inspection \(number) of the piers</h1>\(body.joined(separator: "\n"))</article>
            <footer><p>Imprint</p></footer></body></html>
            """
    }

    static func rss(_ links: [String]) -> String {
        let items = links.map { "<item><title>Inspection</title><link>\($0)</link></item>" }.joined()
        return "<rss version=\"2.0\"><channel><title>Piers</title>\(items)</channel></rss>"
    }

    /// A site with a feed at `/rss.xml` and so many articles under `/a/<number>`.
    static func site(articles: Int) async throws -> LoopbackWeb {
        try await LoopbackWeb.start { request in
            if request.path == "/rss.xml" {
                return .xml(rss((1...articles).map { "\(request.origin)/a/\($0)" }), type: "application/rss+xml")
            }
            guard request.path.hasPrefix("/a/"), let number = Int(request.path.dropFirst(3)) else { return nil }
            return .html(article(number))
        }
    }
}
