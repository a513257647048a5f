import Dates
import HTML
import URLs

/// When the article was published and last changed.
struct DateReader {
    let page: AnalysedPage
    let head: PageHead
    let structured: StructuredData

    private static let publishedKeys = [
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
        "sailthru.date",
        "pubdate", "publishdate", "publish-date", "publication_date", "published_at", "article.published",
        "dc.date.issued", "dc.date.created", "dcterms.created",
        "dcterms.issued", "dc.date", "dcterms.date", "date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
        "vr:published_time", "ptime",
        "iso-8601-publish-date", "article_date_original", "citation_publication_date", "citation_date", "displaydate",
        "last-published",
    ]
    private static let modifiedKeys = [
        "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "lastmod",
        "last-modified", "date.modified",
    ]

    func published() -> Timestamp? {
        first(structured.text("datePublished", "dateCreated", "uploadDate")) ?? declared(Self.publishedKeys) ?? marked()
            ?? fromURL() ?? written()
            ?? first(structured.text("dateModified")) ?? declared(Self.modifiedKeys)
    }

    func modified() -> Timestamp? { first(structured.text("dateModified")) ?? declared(Self.modifiedKeys) }

    private func first(_ text: String?) -> Timestamp? {
        text.flatMap { Timestamp.parse($0, order: order) ?? Timestamp.find(in: $0, order: order) }.flatMap(
            Self.plausible)
    }

    private func declared(_ keys: [String]) -> Timestamp? {
        for key in keys {
            if let found = head.all(key).lazy.compactMap({ first($0) }).first { return found }
        }
        return nil
    }

    /// Day first everywhere but in American English.
    private var order: Timestamp.NumericOrder {
        let language = (head.language ?? head.first("og:locale") ?? "").lowercased()
        guard language.hasPrefix("en") else { return .dayFirst }
        let host = page.page.url.flatMap { WebURL.parse($0)?.host } ?? ""
        let isElsewhere =
            ["-gb", "_gb", "-au", "_au", "-nz", "-ie", "-in", "-za"].contains { language.hasSuffix($0) }
            || [".uk", ".au", ".nz", ".ie", ".in", ".za"].contains { host.hasSuffix($0) }
        return isElsewhere ? .dayFirst : .monthFirst
    }

    /// Elements that carry the date in an attribute: microdata first, then `time` elements near the headline.
    private func marked() -> Timestamp? {
        let document = page.document
        var times: [(index: Int, time: Timestamp)] = []
        for (index, node) in document.nodes.enumerated() where !node.isText {
            let property = document.attribute(.itemprop, of: index).map { document.string($0).lowercased() } ?? ""
            if property.contains("datepublished") || property == "pubdate" || property == "datecreated" {
                let text = [AttributeName.content, .datetime].compactMap { document.attribute($0, of: index) }.map {
                    document.string($0)
                }.first
                if let found = first(text ?? document.text(of: index)) { return found }
            }
            guard node.tag == .time,
                page.elements.groupsAround[index].isDisjoint(with: [.comments, .related, .card, .footer, .side])
            else { continue }
            let text = document.attribute(.datetime, of: index).map { document.string($0) } ?? document.text(of: index)
            if let found = first(text) { times.append((index, found)) }
        }
        let heading = page.features.layout.mainHeading
        let start = heading >= 0 ? page.segmentation.blocks[heading].leaf : 0
        return (times.first { $0.index > start } ?? times.first)?.time
    }

    /// `/2024/05/03/` and `/2024-05-03-` in the address.
    private func fromURL() -> Timestamp? {
        guard let path = (page.page.url ?? head.canonical).flatMap({ WebURL.parse($0)?.path }) else { return nil }
        let numbers = path.split(whereSeparator: { !$0.isNumber }).map(String.init)
        for index in numbers.indices.dropLast(2) where numbers[index].count == 4 && numbers[index].hasPrefix("20") {
            let parts = numbers[index...index + 2].compactMap { Int($0) }
            if numbers[index + 1].count <= 2, numbers[index + 2].count <= 2, parts.count == 3 {
                if let time = Timestamp.parse("\(parts[0])-\(Self.two(parts[1]))-\(Self.two(parts[2]))") {
                    return Self.plausible(time)
                }
            }
        }
        return nil
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// A date in words in a short block around the headline, or in a block that says it is a date.
    private func written() -> Timestamp? {
        let blocks = page.segmentation.blocks
        let heading = max(0, page.features.layout.mainHeading)
        let near = (max(0, heading - 4)..<min(blocks.count, heading + 9))
        let dated = blocks.indices.filter { blocks[$0].phrases.contains(.date) && blocks[$0].characters < 120 }
        for index in Array(near) + dated where blocks[index].characters < 200 {
            if let found = Timestamp.find(in: page.segmentation.string(of: blocks[index]), order: order),
                found.day != nil
            {
                if let plausible = Self.plausible(found) { return plausible }
            }
        }
        return nil
    }

    /// News is younger than the press photograph; a year beyond 2100 is a number.
    private static func plausible(_ time: Timestamp) -> Timestamp? { (1850...2100).contains(time.year) ? time : nil }
}
