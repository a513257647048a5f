import Extraction

/// A small page of which a test varies what matters to one field.
struct MetadataPage {
    var head = ""
    var heading = "<h1>Harbour bridge closes for two weeks of repairs</h1>"
    var byline = ""
    var after = ""
    var paragraphs = [
        "The harbour bridge will close to all traffic for two weeks in the autumn, the city council said after a meeting.",
        "Engineers found cracks in three of the bearings, and they want to replace them before the first frost comes.",
        "Ferries will run every ten minutes while the work goes on, and bicycles will be carried free of charge.",
    ]
    var html = "lang=\"en\""
    var url: String? = "https://www.harbourpost.example/news/bridge"

    var source: String {
        let body = paragraphs.map { "<p>\($0)</p>" }.joined()
        return """
            <!DOCTYPE html><html \(html)><head><meta charset="utf-8">\(head)</head>
            <body><article>\(heading)\(byline)\(body)\(after)</article></body></html>
            """
    }

    func metadata() throws -> Metadata {
        try Extractor().extract(Page(bytes: Array(source.utf8), url: url)).metadata
    }

    static func meta(_ key: String, _ value: String) -> String { "<meta property=\"\(key)\" content=\"\(value)\">" }

    static func article(_ members: String, type: String = "NewsArticle") -> String {
        "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"\(type)\",\(members)}</script>"
    }
}
