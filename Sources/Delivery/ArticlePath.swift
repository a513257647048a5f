import Foundation

/// Where an article's files stand in the output directory: `articles/` and what the template says.
///
/// No part has a dot or dash at its start, so no name can lead elsewhere or look like an option.
public struct ArticlePath: Equatable, Sendable {
    /// All articles' directory, in the output directory.
    static let folder = "articles"

    public let directory: String
    /// The files' name without its suffix.
    public private(set) var stem: String

    /// - Parameters:
    ///   - article: whose fields the template asks for.
    ///   - publicID: see ``PublicID``.
    ///   - now: the moment of delivery, in milliseconds since 1970 UTC; its UTC day counts where the published day is missing,
    ///     unreadable or impossible.
    ///   - template: of the path below `articles/`, without ending.
    ///   - script: the letters of a slug.
    public init(
        article: DeliveredArticle, publicID: String, now: Int64, template: PathTemplate = .standard,
        script: Slug.Script = .latin
    ) throws(DeliveryError) {
        guard Self.isValid(source: article.source) else {
            throw .unusable(reason: "“\(CleanText.line(article.source))” cannot be a source's folder")
        }
        let today = Timestamp.iso8601(milliseconds: now).prefix(10)
        let day = article.published.flatMap { Self.day(of: $0, today: today) } ?? String(today)
        let values = PathValues(
            source: article.source, id: publicID,
            slug: Slug.make(title: article.title, url: article.url, script: script), language: article.language,
            published: day, delivered: String(today))
        let parts = values.path(template)
        directory = ([Self.folder] + parts.dropLast()).joined(separator: "/")
        stem = parts.last ?? publicID
    }

    /// A further revision's: the first one's with the number behind it, whatever became of the headline.
    ///
    /// - Parameter first: the first text file's path.
    init(revision number: Int, of first: String) throws(DeliveryError) {
        guard let slash = first.lastIndex(of: "/"), let dot = first.lastIndex(of: "."), dot > slash else {
            throw .unusable(reason: "“\(CleanText.line(first))” is no path of an article")
        }
        directory = String(first[..<slash])
        stem = first[first.index(after: slash)..<dot] + ".\(number)"
    }

    /// The same with a number at its end, except for the first.
    func variant(_ number: Int) -> ArticlePath {
        var path = self
        if number > 1 { path.stem += "-\(number)" }
        return path
    }

    /// The path of one of the article's files, relative to the output directory.
    public func file(suffix: String) -> String {
        "\(directory)/\(stem).\(suffix)"
    }

    /// Whether a source of that name can have a folder: 1 to 80 of `A–Z a–z 0–9 . _ -`, the first a letter or digit.
    public static func isValid(source: String) -> Bool {
        guard let first = source.utf8.first, isLetterOrDigit(first), source.utf8.count <= 80 else { return false }
        return source.utf8.allSatisfy { isLetterOrDigit($0) || ".-_".utf8.contains($0) }
    }

    /// `YYYY-MM-DD` at the start of an ISO 8601 date: the day where it was published, in its own offset. A year before
    /// 1800 or after the next one is a mistake of the page.
    private static func day(of published: String, today: Substring) -> String? {
        let bytes = Array(published.utf8.prefix(11))
        guard bytes.count >= 10, bytes[4] == dash, bytes[7] == dash else { return nil }
        guard bytes.count == 10 || !isLetterOrDigit(bytes[10]) || bytes[10] | 0x20 == UInt8(ascii: "t") else {
            return nil
        }
        guard let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let thisYear = Int(today.prefix(4)), (1800...(thisYear + 1)).contains(year),
            (1...12).contains(month), (1...Timestamp.days(inMonth: month, year: year)).contains(day)
        else { return nil }
        return String(decoding: bytes[..<10], as: UTF8.self)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static let dash = UInt8(ascii: "-")
}
