import Dates
import URLs

/// When the article was published and last changed.
///
/// What the page declares goes first, then marked elements, the address, and dates in the text, in this order: the
/// later ones are more often another article's or an event's. A declared date that does not say what it dates gives way
/// to one that the page shows. Instants keep the precision and the offset of the page.
struct DateReader {
    let page: AnalysedPage
    let head: PageHead
    let structured: StructuredData
    private let visible: VisibleDates

    private static let openGraphKey = "article:published_time"
    private static let publishedKeys = [
        openGraphKey, "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
        "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
        "publication-date", "published_at", "published-date", "published_date", "w-published-date", "article.published",
        "published", "dc.date.issued", "dc.date.created", "dcterms.created", "dcterms.issued", "date.created",
        "datecreated", "datecreated datepublished", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
        "vr:published_time", "ptime", "iso-8601-publish-date", "article_date_original", "citation_online_date",
        "citation_publication_date", "citation_date",
    ]
    /// Dates of the page that may be its last change.
    private static let vagueKeys = ["dc.date", "dcterms.date", "date", "displaydate", "last-published"]
    private static let modifiedKeys = [
        "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "lastmod",
        "last-modified", "date.modified",
    ]

    /// - Parameter text: the first and the last block that were kept; nil where nothing was.
    init(page: AnalysedPage, head: PageHead, structured: StructuredData, text: ClosedRange<Int>?) {
        self.page = page
        self.head = head
        self.structured = structured
        visible = VisibleDates(page: page, order: NumericDateOrder.of(head, url: page.page.url), text: text)
    }

    func published() -> Timestamp? {
        if let first = visible.read(structured.text("datePublished")), first.day != nil {
            return inLocalTime(asShown(first))
        }
        return (declared(Self.publishedKeys) ?? vague()).map(inLocalTime) ?? visible.read(
            structured.text("dateCreated", "uploadDate"))
            ?? visible.marked() ?? address ?? visible.written()
            ?? visible.read(structured.text("dateModified")) ?? declared(Self.modifiedKeys)
    }

    func modified() -> Timestamp? { visible.read(structured.text("dateModified")) ?? declared(Self.modifiedKeys) }

    private var address: Timestamp? { DateInAddress.find(page.page.url ?? head.canonical) }

    /// A date of the page that does not say what of, unless the page marks or shows another day under its headline.
    private func vague() -> Timestamp? {
        guard let found = declared(Self.vagueKeys) else { return nil }
        let shown = visible.marked() ?? visible.nearHeading(limit: 60)
        return shown.map { $0.day != found.day || $0.month != found.month || $0.year != found.year ? $0 : found }
            ?? found
    }

    /// An instant in UTC as the page's clock shows it, where the page states that elsewhere: one that declares 22:04Z and
    /// shows 00:04 of the next day stands two hours east of Greenwich.
    private func inLocalTime(_ stated: Timestamp) -> Timestamp {
        guard stated.offsetMinutes == 0, stated.minute != nil else { return stated }
        let declared = (Self.publishedKeys + Self.vagueKeys).lazy.flatMap { head.all($0).prefix(2) }
            .compactMap { visible.read($0) }
        if let local = declared.first(where: { $0.offsetMinutes ?? 0 != 0 && $0.isSameMinute(as: stated) }) {
            return local
        }
        let shown = visible.nearHeading(limit: 120)
        if let shown, shown.minute != nil, shown.offsetMinutes == nil { return shown.completed(from: stated) ?? stated }
        return inDay(shown, stated) ?? inDay(address, stated, isAddress: true) ?? stated
    }

    /// An instant in UTC that is midnight on the day before or after its own, where the page gives that day. The address
    /// of a blog names the blogger's day, whatever the server's clock says; news sites state instants for all zones.
    private func inDay(_ day: Timestamp?, _ stated: Timestamp, isAddress: Bool = false) -> Timestamp? {
        guard let day, let number = day.day, let hours = stated.hours(from: day), !(0..<24).contains(hours),
            (-14..<36).contains(hours),
            let midnight = Timestamp(year: day.year, month: day.month, day: number, hour: 0, minute: 0)
        else { return nil }
        // No zone between the half hours of Newfoundland and Tehran keeps one.
        if stated.second ?? 0 == 0, let local = midnight.completed(from: stated), let offset = local.offsetMinutes,
            offset % 60 == 0 || abs(offset) >= 150
        {
            return local
        }
        return isAddress && !structured.isNews ? day : nil
    }

    /// The date that Open Graph gives, where JSON-LD gives quite another: it is what systems show that date an article
    /// anew. Blog systems that know only the last change declare it as both dates of JSON-LD; then an earlier date on the
    /// page is the first.
    private func asShown(_ stated: Timestamp) -> Timestamp {
        if let openGraph = declared([Self.openGraphKey]), openGraph.isFar(from: stated) { return openGraph }
        guard !structured.isNews, let changed = visible.read(structured.text("dateModified")),
            !changed.isFar(from: stated), let shown = visible.nearHeading(limit: 60), shown.isFar(from: stated),
            shown.epochMilliseconds < stated.epochMilliseconds
        else {
            return stated
        }
        return shown
    }

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

    /// Whether two dates differ by more than zones and a night's delay explain.
    fileprivate func isFar(from other: Timestamp) -> Bool {
        abs(epochMilliseconds - other.epochMilliseconds) > 36 * 3_600_000
    }

    /// Whole hours since another day began at Greenwich.
    fileprivate func hours(from day: Timestamp) -> Int? {
        guard let start = Timestamp(year: day.year, month: day.month, day: day.day) else { return nil }
        return Int(((Double(epochMilliseconds - start.epochMilliseconds)) / 3_600_000).rounded(.down))
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
