import Fetching
import Testing

@Suite(.timeLimit(.minutes(1)))
struct FetcherTests {
    @Test func fetchesAPage() async throws {
        let web = try FetchingFixture()
        let response = try await web.get("/article").get()
        #expect(response.status == 200)
        #expect(response.text == "<p>Text</p>")
        #expect(response.url == web.server.url("/article"))
        #expect(response.mediaType == "text/html")
        #expect(response.charset == "utf-8")
        #expect(response.remoteAddress == "127.0.0.1")
        #expect(response.httpVersion == "1.1")
        #expect(response.redirects.isEmpty)
        #expect(response.timing.total > .zero)
        #expect(response.timing.firstByte > .zero)
    }

    @Test func introducesItselfAndAcceptsCompression() async throws {
        let web = try FetchingFixture()
        _ = try await web.get("/article") { $0.accept = "text/html" }.get()
        let request = try #require(web.server.requests.first)
        #expect(request.line == "GET /article HTTP/1.1")
        #expect(request.headers["user-agent"] == "Copydesk/0.1 (+https://copydesk.example/bot)")
        #expect(request.headers["accept"] == "text/html")
        #expect(request.headers["accept-encoding"]?.contains("gzip") == true)
        #expect(request.headers["accept-encoding"]?.contains("br") == true)
        #expect(request.headers["cookie"] == nil)
        #expect(request.headers["authorization"] == nil)
    }
}
