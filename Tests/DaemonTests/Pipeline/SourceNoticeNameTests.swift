import Testing

@testable import Daemon

@Suite struct SourceNoticeNameTests {
    @Test(arguments: [
        ("Tarnhaven Courier", "tarnhaven-courier", nil, "https://tc.example/a"),
        ("The Tarnhaven Courier", "feed-7", "Tarnhaven Courier", "https://tc.example/a"),
        ("Tarnhaven Courier", "feed-7", "The Tarnhaven Courier", "https://tc.example/a"),
        ("tarnhavencourier.example", "feed-7", nil, "https://www.tarnhavencourier.example/a"),
        ("www.tarnhavencourier.example", "feed-7", nil, "https://m.tarnhavencourier.example/a"),
        ("Tarnhaven Courier", "feed-7", nil, "https://news.tarnhaven-courier.example/a"),
    ])
    func names(notice: String, source: String, site: String?, url: String) {
        #expect(SourceNoticeName(notice).names(source: source, site: site, url: url))
    }

    @Test(arguments: [
        ("Tarnhaven Courier", "tarnhaven", "Courier", "https://courier.example/a"),
        ("", "", nil, "https://a.example/"), ("AP", "ap", "AP", "https://ap.example/a"),
        ("example", "feed-7", nil, "https://tc.example/a"),
    ])
    func doesNotName(notice: String, source: String, site: String?, url: String) {
        #expect(!SourceNoticeName(notice).names(source: source, site: site, url: url))
    }
}
