extension Rendering {
    /// All that is known about the article, as one JSON object with always the same keys.
    ///
    /// `key`, `id`, `path` and the hashes are enough to rebuild the ledger's record from the output directory.
    ///
    /// - Parameters:
    ///   - article: what is delivered.
    ///   - textPath: of the text file, relative to the output directory.
    ///   - textFile: the text file's whole content.
    ///   - now: the moment of delivery, in milliseconds since 1970 UTC.
    public static func json(
        _ article: DeliveredArticle, textPath: String, textFile: String, now: Int64
    ) throws(DeliveryError) -> String {
        try json(
            article, CleanBody(article), publicID: PublicID.make(key: article.key), textPath: textPath,
            fileSHA256: SHA256.hex(textFile), now: now)
    }

    static func json(
        _ article: DeliveredArticle, _ body: CleanBody, publicID: String, textPath: String, fileSHA256: String,
        now: Int64
    ) throws(DeliveryError) -> String {
        let fields: JSONValue = [
            "format": .integer(1),
            "id": .string(publicID),
            "key": line(article.key),
            "source": line(article.source),
            "url": line(article.url),
            "guid": line(article.guid),
            "canonical_url": line(article.canonicalURL),
            "title": line(article.title),
            "authors": lines(article.authors),
            "published": line(article.published),
            "modified": line(article.modified),
            "language": line(article.language),
            "site": line(article.site),
            "section": line(article.section),
            "tags": lines(article.tags),
            "image": line(article.image),
            "syndicated_from": line(article.syndicatedFrom),
            // An article that is no copy heads a cluster of its own.
            "cluster": line(article.cluster ?? publicID),
            "rev": .integer(article.revision?.number ?? 1),
            "former": line(article.revision?.formerPath),
            "changes": changes(article.revision?.changes),
            "duplicate_of": line(article.isMarkedDuplicate ? article.cluster : nil),
            "text": .string(body.text),
            "paragraphs": .list(body.paragraphs.map(object(of:))),
            "removed": .object(
                Dictionary(article.removed.map { (CleanText.line($0), $1) }, uniquingKeysWith: { $1 })
                    .map { JSONValue.Member($0, .integer($1)) }),
            "warnings": lines(article.warnings),
            "confidence": confidence(article.confidence),
            "path": .string(textPath),
            "sha256": ["text": .string(try SHA256.hex(body.text)), "file": .string(fileSHA256)],
            "fetched": [
                "time": .string(Timestamp.iso8601(milliseconds: article.fetch.timeMilliseconds)),
                "status": .integer(article.fetch.status),
                "url": line(article.fetch.url),
            ],
            "delivered": .string(Timestamp.iso8601(milliseconds: now)),
        ]
        return try fields.text()
    }

    private static func changes(_ changes: [DeliveredArticle.Revision.Change]?) -> JSONValue {
        guard let changes else { return .null }
        return .list(
            changes.map { ["removed": lines($0.removed), "added": lines($0.added)] })
    }

    private static func line(_ text: String?) -> JSONValue {
        .optional(text.map(CleanText.line))
    }

    private static func lines(_ texts: [String]) -> JSONValue {
        .list(texts.map(CleanText.line).filter { !$0.isEmpty }.map(JSONValue.string))
    }

    private static func confidence(_ value: Double?) -> JSONValue {
        guard let value, value.isFinite else { return .null }
        return .number((min(max(value, 0), 1) * 1000).rounded() / 1000)
    }

    private static func object(of paragraph: DeliveredArticle.Paragraph) -> JSONValue {
        let (role, text) = (JSONValue.string(paragraph.role.name), JSONValue.string(paragraph.text))
        guard case .heading(let level) = paragraph.role else { return ["role": role, "text": text] }
        return ["level": .integer(level), "role": role, "text": text]
    }
}

extension DeliveredArticle.Paragraph.Role {
    /// The role's name in the JSON.
    fileprivate var name: String {
        switch self {
        case .paragraph: "paragraph"
        case .heading: "heading"
        case .listItem: "list_item"
        case .quote: "quote"
        case .preformatted: "preformatted"
        case .tableRow: "table_row"
        }
    }
}
