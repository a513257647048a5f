import Testing

@testable import Delivery

@Suite struct ArticlePathTests {
    @Test func aPathHasSourceDaySlugAndIdentifier() throws {
        let id = try PublicID.make(key: "daily.example/bridge")
        let path = try ArticlePath(article: article(), publicID: id, now: now)
        #expect(path.file(suffix: "txt") == "articles/daily/2026/05/01/bridge-reopens-\(id).txt")
    }

    /// The expected value is `printf daily.example/bridge | sha256sum | xxd -r -p | base32 | head -c 12`, lower case.
    @Test func theIdentifierIsTheKeysHashInBase32() throws {
        #expect(try PublicID.make(key: "daily.example/bridge") == "5j2hj5mat3sw")
        #expect(try PublicID.make(key: "daily.example/bridge2") != "5j2hj5mat3sw")
    }

    @Test(
        arguments: [
            ("2026-05-01T23:30:00-01:00", "2026/05/01"),
            ("2026-05-01", "2026/05/01"),
            ("2026-05-01 08:00", "2026/05/01"),
            ("2024-02-29T00:00:00Z", "2024/02/29"),
            ("1851-09-18", "1851/09/18"),
            ("2027-01-01", "2027/01/01"),
            (nil, "2026/05/02"),
            ("", "2026/05/02"),
            ("2026-05", "2026/05/02"),
            ("2026-13-01", "2026/05/02"),
            ("2026-02-29", "2026/05/02"),
            ("2026-04-31", "2026/05/02"),
            ("2026-00-10", "2026/05/02"),
            ("2026-05-012", "2026/05/02"),
            ("2999-05-01", "2026/05/02"),
            ("0001-01-01T00:00:00Z", "2026/05/02"),
            ("../../../../etc", "2026/05/02"),
            ("-1-1-05-01", "2026/05/02"),
            ("٢٠٢٦-٠٥-٠١", "2026/05/02"),
            ("yesterday", "2026/05/02"),
        ] as [(String?, String)])
    func theDayIsThePublishedOneOrTheDeliverys(published: String?, day: String) throws {
        var article = article()
        article.published = published
        #expect(try ArticlePath(article: article, publicID: "id", now: now).directory == "articles/daily/" + day)
    }

    @Test(arguments: ["daily", "Daily-News_2", "bbc.co.uk", "7sur7", String(repeating: "a", count: 80)])
    func theseAreNamesOfSources(name: String) {
        #expect(ArticlePath.isValid(source: name))
    }

    @Test(arguments: [
        "", ".", "..", ".hidden", "-rf", "_x", "a/b", "../a", "a b", "a\n", "a\u{0}b", "zürich", "a\u{202E}b",
        String(repeating: "a", count: 81),
    ])
    func theseAreNot(name: String) {
        var article = article()
        article.source = name
        #expect(!ArticlePath.isValid(source: name))
        #expect(throws: DeliveryError.self) { try ArticlePath(article: article, publicID: "id", now: now) }
    }
}
