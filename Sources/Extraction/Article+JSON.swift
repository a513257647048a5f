import JSON

extension Article {
    /// Writes the members that `copydesk extract` prints (DESIGN: command line), without the braces around them.
    ///
    /// - Parameters:
    ///   - json: in an object that is open.
    ///   - url: where the page came from.
    ///   - includesParagraphs: whether the paragraphs follow with their roles, for programs that render the text anew.
    public func write(to json: inout JSONWriter, url: String?, paragraphs includesParagraphs: Bool) {
        writeHead(to: &json, url: url)
        json.member("text", text)
        writeNotes(to: &json)
        if includesParagraphs { writeParagraphs(to: &json) }
        Self.write(removed, to: &json)
    }

    /// Writes what a delivery needs, the same but for two members: there is no `text`, which the paragraphs say, and `removed` is
    /// an object with the number of blocks of each kind, since their texts are often longer than the article.
    public func writeForDelivery(to json: inout JSONWriter, url: String?) {
        writeHead(to: &json, url: url)
        writeNotes(to: &json)
        writeParagraphs(to: &json)
        json.key("removed")
        json.beginObject()
        for (kind, count) in Dictionary(removed.map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +).sorted(by: <) {
            json.key(kind)
            json.integer(count)
        }
        json.endObject()
    }

    private func writeHead(to json: inout JSONWriter, url: String?) {
        json.nullableMember("url", url.map(PrintableText.clean))
        json.member("kind", kind.rawValue)
        metadata.write(to: &json)
    }

    private func writeNotes(to json: inout JSONWriter) {
        json.key("confidence")
        json.number(confidence)
        if !captions.isEmpty { json.member("captions", captions) }
        if !limits.isEmpty {
            json.key("truncated")
            json.bool(true)
            json.member("limits", limits)
        }
        if let warnings = siteReport?.warnings, !warnings.isEmpty { json.member("warnings", warnings) }
    }

    /// Writes the member `removed`: every removed block with its kind, text and evidence.
    public static func write(_ removed: [Removed], to json: inout JSONWriter) {
        json.key("removed")
        json.beginArray()
        for block in removed {
            json.beginObject()
            json.member("kind", block.kind.rawValue)
            json.member("text", block.text)
            json.member("evidence", block.evidence)
            json.endObject()
        }
        json.endArray()
    }

    /// Writes the member `site_rules` where the page's site has rules: each selector with the number of elements it found.
    public func writeSiteRules(to json: inout JSONWriter) {
        guard let siteReport else { return }
        json.key("site_rules")
        json.beginObject()
        json.member("host", siteReport.host)
        json.key("rules")
        json.beginArray()
        for entry in siteReport.entries {
            json.beginObject()
            json.member("rule", entry.rule)
            json.member("selector", entry.selector)
            json.key("elements")
            if let elements = entry.elements { json.integer(elements) } else { json.null() }
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    private func writeParagraphs(to json: inout JSONWriter) {
        json.key("paragraphs")
        json.beginArray()
        for paragraph in paragraphs {
            json.beginObject()
            json.member("role", paragraph.role.name)
            if case .heading(let level) = paragraph.role {
                json.key("level")
                json.integer(level)
            }
            json.member("text", paragraph.text)
            json.endObject()
        }
        json.endArray()
    }
}

extension Metadata {
    func write(to json: inout JSONWriter) {
        json.nullableMember("title", title)
        json.member("authors", authors)
        json.nullableMember("published", published)
        json.nullableMember("modified", modified)
        json.nullableMember("language", language)
        json.nullableMember("site", site)
        json.nullableMember("canonical_url", canonicalURL)
        json.member("refresh_url", refreshURL)
        json.nullableMember("image", image)
        json.member("section", section)
        if !tags.isEmpty { json.member("tags", tags) }
        json.member("summary", summary)
        json.member("syndicated_from", syndicatedFrom)
        if let paywalled {
            json.key("paywalled")
            json.bool(paywalled)
        }
    }
}

extension Paragraph.Role {
    /// The role's name in JSON.
    public var name: String {
        switch self {
        case .paragraph: "paragraph"
        case .heading: "heading"
        case .listItem(let isOrdered): isOrdered ? "ordered_item" : "list_item"
        case .quote: "quote"
        case .preformatted: "preformatted"
        case .tableRow: "table_row"
        }
    }
}
