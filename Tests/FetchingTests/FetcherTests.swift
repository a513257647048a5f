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

    @Test func validatorsMakeTheRequestConditional() async throws {
        let web = try FetchingFixture()
        let validators = try #require(try await web.get("/article").get().validators)
        let second = try await web.get("/not-modified") { $0.validators = validators }.get()
        #expect(second.status == 304)
        #expect(second.body.isEmpty)
        let headers = try #require(web.server.requests.last).headers
        #expect(headers["if-none-match"] == "W/\"v1\"")
        #expect(headers["if-modified-since"] == "Mon, 02 Mar 2026 08:00:00 GMT")
    }

    @Test func withoutValidatorsNothingIsConditional() async throws {
        let web = try FetchingFixture()
        #expect(try await web.get("/").get().validators == nil)
        let headers = try #require(web.server.requests.last).headers
        #expect(headers["if-none-match"] == nil)
        #expect(headers["if-modified-since"] == nil)
    }

    @Test func headerFieldCannotSmuggleALine() async throws {
        let web = try FetchingFixture()
        _ = try await web.get("/") { request in
            request.headers = [("X-Good", "yes"), ("X-Bad", "a\r\nX-Evil: 1"), ("X Evil", "1"), ("", "1")]
            request.validators = Validators(etag: "\"a\"\r\nX-Evil: 2")
        }.get()
        let headers = try #require(web.server.requests.last).headers
        #expect(headers["x-good"] == "yes")
        #expect(headers.keys.allSatisfy { !$0.contains("evil") && !$0.contains("bad") && !$0.contains("none-match") })
    }

    @Test(arguments: [("/nowhere", 404), ("/busy", 503), ("/no-content", 204), ("/300", 300), ("/no-location", 302)])
    func answersThatAreNoErrors(path: String, status: Int) async throws {
        let web = try FetchingFixture()
        let response = try await web.get(path).get()
        #expect(response.status == status)
        #expect(web.server.requests.count == 1)
    }

    @Test func retryAfterIsHandedOn() async throws {
        let web = try FetchingFixture()
        #expect(try await web.get("/busy").get().retryAfter == "120")
    }

    @Test func contentTypeIsReadInAnyCase() async throws {
        let web = try FetchingFixture()
        let response = try await web.get("/odd-type").get()
        #expect(response.mediaType == "text/html")
        #expect(response.charset == "ISO-8859-1")
    }

    @Test func headersAreFoldedRepeatedAndFoundInAnyCase() async throws {
        let web = try FetchingFixture()
        #expect(try await web.get("/folded").get().headers["x-long"] == "one two")
        #expect(try await web.get("/repeated").get().headers.all("X-MANY") == ["one", "two"])
        #expect(try await web.get("/latin").get().headers["X-Name"] == "Caf\u{e9}")
    }

    @Test func interimResponseLeavesNoTrace() async throws {
        let web = try FetchingFixture()
        let response = try await web.get("/early-hints").get()
        #expect(response.status == 200)
        #expect(response.text == "final")
        #expect(response.headers["X-Early"] == nil)
    }

    @Test func chunksAreJoinedAndTrailersIgnored() async throws {
        let web = try FetchingFixture()
        let response = try await web.get("/chunked").get()
        #expect(response.text == "abcde")
        #expect(response.headers["X-Late"] == nil)
    }

    @Test func bodyWithoutLengthEndsWithTheConnection() async throws {
        let web = try FetchingFixture()
        let response = try await web.get("/old").get()
        #expect(response.text == "until the end")
        #expect(response.httpVersion == "1.0")
    }

    @Test func bodyIsDecompressed() async throws {
        let web = try FetchingFixture()
        #expect(try await web.get("/gzip").get().text == "plain text")
    }

    @Test func connectionIsUsedAgain() async throws {
        let web = try FetchingFixture(perHost: 1)
        for _ in 0..<10 { _ = try await web.get("/article").get() }
        #expect(web.server.acceptedConnections == 1)
        #expect(web.server.requests.count == 10)
    }
}
