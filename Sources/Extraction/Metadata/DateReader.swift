import Dates
import URLs

/// When the article was published and last changed.
///
/// What the page declares goes first, then marked elements, the address, and dates in the text, in this order: the
/// later ones are more often another article's or an event's. Instants keep the precision and the offset of the page.
struct DateReader {
    let page: AnalysedPage
    let head: PageHead
    let structured: StructuredData
    private let visible: VisibleDates

    private static let publishedKeys = [
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
        "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
        "publication-date", "published_at", "published-date", "published_date", "w-published-date", "article.published",
        "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.issued", "dc.date", "dcterms.date",
        "date.created", "datecreated", "datecreated datepublished", "date", "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime", "vr:published_time", "ptime", "iso-8601-publish-date", "article_date_original",
        "citation_online_date", "citation_publication_date", "citation_date", "displaydate", "last-published",
    ]
    private static let modifiedKeys = [
        "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "lastmod",
        "last-modified", "date.modified",
    ]

    init(page: AnalysedPage, head: PageHead, structured: StructuredData) {
        self.page = page
        self.head = head
        self.structured = structured
        visible = VisibleDates(page: page, order: NumericDateOrder.of(head, url: page.page.url))
    }

    func published() -> Timestamp? {
        if let first = visible.read(structured.text("datePublished")), first.day != nil {
            return inLocalTime(firstSeen(first))
        }
        return declared(Self.publishedKeys).map(inLocalTime) ?? visible.read(
            structured.text("dateCreated", "uploadDate"))
            ?? visible.marked() ?? DateInAddress.find(page.page.url ?? head.canonical) ?? visible.written()
            ?? visible.read(structured.text("dateModified")) ?? declared(Self.modifiedKeys)
    }

    func modified() -> Timestamp? { visible.read(structured.text("dateModified")) ?? declared(Self.modifiedKeys) }

    /// An instant in UTC as the page's clock shows it, where the page states that elsewhere: one that declares 22:04Z and
    /// shows 00:04 of the next day stands two hours east of Greenwich.
    private func inLocalTime(_ stated: Timestamp) -> Timestamp {
        guard stated.offsetMinutes == 0, stated.minute != nil else { return stated }
        let declared = Self.publishedKeys.lazy.flatMap { head.all($0).prefix(2) }.compactMap { visible.read($0) }
        if let local = declared.first(where: { $0.offsetMinutes ?? 0 != 0 && $0.isSameMinute(as: stated) }) {
            return local
        }
        guard let shown = visible.nearHeading(limit: 120), shown.minute != nil, shown.offsetMinutes == nil else {
            return stated
        }
        return shown.completed(from: stated) ?? stated
    }

    /// Blog systems that know only the last change declare it as both dates. Then an earlier date elsewhere is the first.
    private func firstSeen(_ stated: Timestamp) -> Timestamp {
        guard !structured.isNews, let changed = visible.read(structured.text("dateModified")),
            changed.isSameDay(as: stated)
        else {
            return stated
        }
        let others = [declared(Array(Self.publishedKeys.prefix(1))), visible.nearHeading(limit: 60)].compactMap { $0 }
        return others.first { Self.dayMilliseconds < stated.epochMilliseconds - $0.epochMilliseconds } ?? stated
    }

    private static let dayMilliseconds: Int64 = 36 * 3_600_000

    /// The first value that names a day; failing that, the first that is a date at all.
    private func declared(_ keys: [String]) -> Timestamp? {
        let found = keys.lazy.flatMap { head.all($0).prefix(8) }.compactMap { visible.read($0) }
        return found.first { $0.day != nil }
    }
}

extension Timestamp {
    /// Whether both are the same instant but for its seconds.
    fileprivate func isSameMinute(as other: Timestamp) -> Bool {
        abs(epochMilliseconds - other.epochMilliseconds) < 60_000
    }

    /// A local time without zone with the offset and the seconds of the instant that it repeats; nil where no zone of the
    /// Earth lies between them.
    fileprivate func completed(from instant: Timestamp) -> Timestamp? {
        let minute: Int64 = 60_000
        let shownMinute = epochMilliseconds / minute
        let offset = Int(shownMinute - instant.epochMilliseconds / minute)
        // Zones keep whole half hours but for three (tz database: Nepal, Eucla, Chatham).
        guard offset != 0, (-720...840).contains(offset), offset % 30 == 0 || [345, 525, 765, 825].contains(offset)
        else { return nil }
        return Timestamp(
            year: year, month: month, day: day, hour: hour, minute: self.minute, second: instant.second,
            fraction: instant.fraction, offsetMinutes: offset)
    }

    fileprivate func isSameDay(as other: Timestamp) -> Bool {
        abs(epochMilliseconds - other.epochMilliseconds) < 48 * 3_600_000
    }
}

/// Whether 3/5/2024 is in May or in March: day first everywhere but in American English.
enum NumericDateOrder {
    private static let regions = ["-gb", "_gb", "-au", "_au", "-nz", "-ie", "-in", "-za"]
    private static let domains = [".uk", ".au", ".nz", ".ie", ".in", ".za"]

    static func of(_ head: PageHead, url: String?) -> Timestamp.NumericOrder {
        let language = (head.language ?? head.first("og:locale") ?? "").lowercased()
        guard language.hasPrefix("en") else { return .dayFirst }
        let host = url.flatMap { WebURL.parse($0)?.host } ?? ""
        let isElsewhere = regions.contains { language.hasSuffix($0) } || domains.contains { host.hasSuffix($0) }
        return isElsewhere ? .dayFirst : .monthFirst
    }
}

/// `/2024/05/03/`, `/2024-05-03-` and `/03-05-2024` in an address.
enum DateInAddress {
    static func find(_ address: String?) -> Timestamp? {
        guard let path = address.flatMap({ WebURL.parse($0)?.path }), path.utf8.count <= 2_000 else { return nil }
        let bytes = Array(path.utf8)
        var numbers: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            let start = index
            while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
            if index > start { numbers.append(start..<index) } else { index += 1 }
        }
        for index in numbers.indices.dropLast(2) {
            let parts = Array(numbers[index...index + 2])
            guard areJoined(parts, bytes) else { continue }
            let texts = parts.map { String(decoding: bytes[$0], as: UTF8.self) }
            if let time = date(texts) { return VisibleDates.plausible(time) }
        }
        return nil
    }

    /// One separator between the numbers, the same in both places unless the year leads, and no letter before them.
    private static func areJoined(_ parts: [Range<Int>], _ bytes: [UInt8]) -> Bool {
        let gaps = [bytes[parts[0].upperBound..<parts[1].lowerBound], bytes[parts[1].upperBound..<parts[2].lowerBound]]
        guard gaps.allSatisfy({ $0.count == 1 && "/-_.".utf8.contains($0.first ?? 0) }) else { return false }
        guard parts[0].count == 4 || gaps[0].first == gaps[1].first else { return false }
        return parts[0].lowerBound == 0 || (bytes[parts[0].lowerBound - 1] | 0x20) &- 0x61 >= 26
    }

    private static func date(_ texts: [String]) -> Timestamp? {
        let lengths = texts.map(\.utf8.count)
        let values = texts.map { Int($0) ?? 0 }
        if lengths[0] == 4, lengths[1] <= 2, lengths[2] <= 2, values[0] >= 1990 {
            return Timestamp(year: values[0], month: values[1], day: values[2])
        }
        if lengths[2] == 4, lengths[0] == 2, lengths[1] == 2, values[2] >= 1990 {
            return Timestamp(year: values[2], month: values[1], day: values[0])
        }
        return nil
    }
}
