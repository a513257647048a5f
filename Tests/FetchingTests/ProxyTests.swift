import Fetching
import Testing

/// Requests by way of a proxy, which the loopback server plays.
@Suite(.timeLimit(.minutes(1)))
struct ProxyTests {
    private func fixture(allowed: [String] = ["127.0.0.0/8"]) throws -> FetchingFixture {
        try FetchingFixture(allowed: allowed) { request, connection in
            connection.send(LoopbackWeb.page("for \(request.path)"))
        }
    }

    private func get(_ url: String, _ web: FetchingFixture) async -> Result<FetchResponse, FetchError> {
        await web.get(url) {
            $0.proxy = "http://127.0.0.1:\(web.server.port)"
            $0.userAgent = "reader/2"
        }
    }

    @Test func theProxyIsAskedAndNoNameIsLookedUp() async throws {
        let web = try fixture()
        let response = try await get("http://news.invalid/a?b", web).get()
        #expect(response.text == "for http://news.invalid/a?b")
        #expect(web.server.requests.first?.headers["host"] == "news.invalid")
        #expect(web.server.requests.first?.headers["user-agent"] == "reader/2")
    }

    /// The proxy would dial them, so nobody may ask it to.
    @Test(arguments: [
        "http://10.0.0.1/", "http://0x0a000001/", "http://[::1]/", "http://169.254.169.254/latest/",
        "http://metadata.google.internal/",
    ])
    func aURLWithANonPublicAddressIsRefused(_ url: String) async throws {
        let web = try fixture()
        guard case .failure(let error) = await get(url, web), case .refusedAddress = error.kind else {
            Issue.record("\(url) was asked for")
            return
        }
        #expect(web.server.acceptedConnections == 0)
    }

    @Test(arguments: ["http://127.0.0.1/", "http://localhost/", "http://a.localhost./", "http://news.invalid/"])
    func aProxyOnAnAddressThatIsNotAllowedIsNotDialled(_ url: String) async throws {
        let web = try fixture(allowed: [])
        guard case .failure(let error) = await get(url, web), case .refusedAddress = error.kind else {
            Issue.record("\(url) was asked for")
            return
        }
        #expect(web.server.acceptedConnections == 0)
    }
}
