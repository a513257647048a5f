import Fetching
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RedirectTests {
    @Test(arguments: [301, 302, 303, 307, 308])
    func redirectIsFollowedAndRecorded(status: Int) async throws {
        let web = try FetchingFixture()
        let response = try await web.get("/\(status)").get()
        #expect(response.status == 200)
        #expect(response.url == web.server.url("/article"))
        let expected = Redirect(status: status, from: web.server.url("/\(status)"), to: web.server.url("/article"))
        #expect(response.redirects == [expected])
    }

    @Test func everyHopOfAChainIsRecorded() async throws {
        let web = try FetchingFixture()
        let response = try await web.get("/chain/1").get()
        #expect(response.redirects.map(\.status) == [301, 302, 307])
        #expect(web.server.requests.map(\.path) == ["/chain/1", "/chain/2", "/chain/3", "/article"])
        #expect(response.headers["Location"] == nil)
    }

    @Test func loopEndsAtTheLimit() async throws {
        let web = try FetchingFixture()
        let error = try #require(await web.failure("/loop") { $0.limits.redirects = 3 })
        #expect(error.kind == .tooManyRedirects)
        #expect(error.redirects.count == 3)
        #expect(web.server.requests.count == 4)
    }

    @Test func noRedirectIsFollowedWithALimitOfZero() async throws {
        let web = try FetchingFixture()
        #expect(await web.failure("/301") { $0.limits.redirects = 0 }?.kind == .tooManyRedirects)
    }

    @Test(arguments: [("/relative/here", "/article?x=1"), ("/spaces", "/article?q=a+b%c3%bc")])
    func locationIsResolvedAndEncoded(path: String, target: String) async throws {
        let web = try FetchingFixture()
        let response = try await web.get(path).get()
        #expect(response.url.lowercased() == web.server.url(target))
        #expect(response.status == 200)
    }

    @Test(arguments: [("/to-file", "file"), ("/to-gopher", "gopher")])
    func otherSchemeIsNotFollowed(path: String, scheme: String) async throws {
        let web = try FetchingFixture()
        let error = try #require(await web.failure(path))
        #expect(error.kind == .unsupportedScheme(scheme))
        #expect(error.message.contains(scheme))
    }

    @Test func unreadableLocationIsAnError() async throws {
        let web = try FetchingFixture()
        #expect(await web.failure("/to-garbage")?.kind == .badURL)
    }

    @Test(arguments: [("/to-metadata", "169.254.169.254"), ("/to-private", "10.0.0.1")])
    func redirectToANonPublicAddressIsRefused(path: String, address: String) async throws {
        let web = try FetchingFixture()
        let error = try #require(await web.failure(path))
        guard case .refusedAddress(let reason) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(reason.contains(address))
        #expect(error.redirects.count == 1)
        #expect(error.url.contains(address))
    }

    @Test func endlessBodyOfARedirectIsNotRead() async throws {
        let web = try FetchingFixture()
        #expect(try await web.get("/endless-redirect").get().text == "<p>Text</p>")
    }

    @Test func userNameInALocationIsDropped() async throws {
        let web = try FetchingFixture()
        let error = try #require(await web.failure("/to-user"))
        #expect(error.kind == .connect)
        #expect(!error.url.contains("secret"))
        #expect(!error.message.contains("secret"))
    }

    @Test func userNameInTheURLIsNeitherSentNorShown() async throws {
        let web = try FetchingFixture()
        let url = "http://user:secret@127.0.0.1:\(web.server.port)/article#part"
        let response = try await web.get(url).get()
        #expect(response.url == web.server.url("/article"))
        #expect(web.server.requests.first?.headers["authorization"] == nil)
    }

    @Test func ownFieldsStayWithTheirOrigin() async throws {
        let other = try LoopbackServer()
        defer { other.stop() }
        let web = try FetchingFixture { request, connection in
            let target = request.path == "/away" ? other.url("/article") : "/article"
            return connection.send(LoopbackWeb.redirect(302, to: target))
        }
        _ = try await web.get("/away") { request in
            request.headers = [("Authorization", "Bearer secret"), ("X-Key", "secret")]
        }.get()
        #expect(web.server.requests.first?.headers["authorization"] == "Bearer secret")
        #expect(web.server.requests.first?.headers["x-key"] == "secret")
        #expect(other.requests.first?.headers["authorization"] == nil)
        #expect(other.requests.first?.headers["x-key"] == nil)
    }

    @Test func ownFieldsFollowWithinTheirOrigin() async throws {
        let web = try FetchingFixture()
        _ = try await web.get("/302") { $0.headers = [("X-Key", "secret")] }.get()
        #expect(web.server.requests.map { $0.headers["x-key"] } == ["secret", "secret"])
    }

    @Test func aRedirectLeftToTheCallerGoesOnWhereItStopped() async throws {
        let other = try LoopbackServer()
        defer { other.stop() }
        let web = try FetchingFixture { request, connection in
            let target = request.path == "/away" ? "/home" : other.url("/article")
            return connection.send(
                LoopbackWeb.redirect(302, to: target, "Set-Cookie: seen=\(request.path.dropFirst())"))
        }
        var request = FetchRequest(url: web.server.url("/away"))
        request.leavesRedirects = true
        request.headers = [("X-Key", "secret")]
        request.limits.redirects = 2
        let first = try #require(try await web.fetcher.get(request).get().pending)
        #expect(first.target == web.server.url("/home") && first.redirects.count == 1)
        #expect(web.server.requests.count == 1)
        let second = try #require(try await web.fetcher.get(request.continued(first)).get().pending)
        #expect(web.server.requests.last?.headers["x-key"] == "secret")
        #expect(web.server.requests.last?.headers["cookie"] == "seen=away")
        let last = try await web.fetcher.get(request.continued(second)).get()
        #expect(last.status == 200 && last.pending == nil)
        #expect(last.redirects.map(\.to) == [web.server.url("/home"), other.url("/article")])
        #expect(other.requests.first?.headers["x-key"] == nil, "whatever the address, another port is another origin")
        request.limits.redirects = 1
        let failure = try #require(await web.failure("/away") { $0 = request.continued(first) })
        #expect(failure.kind == .tooManyRedirects)
    }

    @Test func cookiesEndWithTheirFetch() async throws {
        let web = try FetchingFixture { request, connection in
            request.path == "/article"
                ? connection.send(LoopbackWeb.page("x"))
                : connection.send(LoopbackWeb.redirect(302, to: "/article", "Set-Cookie: a=b"))
        }
        for _ in 1...2 { _ = try await web.get("/in").get() }
        #expect(web.server.requests.map { $0.headers["cookie"] } == [nil, "a=b", nil, "a=b"])
    }
}
