import Fetching
import Testing

@Suite(.timeLimit(.minutes(1)), .enabled(if: TLSServer.opensslPath != nil, "skipped: no openssl command"))
struct TLSTests {
    @Test func trustedCertificateIsAccepted() async throws {
        let server = try TLSServer()
        let response = try await get(server, trusting: server.certificate).get()
        #expect(response.status == 200)
        #expect(response.timing.tls > .zero)
        #expect(response.url == "https://localhost:\(server.port)/")
    }

    @Test func selfSignedCertificateIsRefusedInWords() async throws {
        let server = try TLSServer()
        #expect(try await cause(server) == "the certificate is self-signed")
    }

    @Test func certificateOfAnotherHostIsRefusedInWords() async throws {
        let server = try TLSServer(host: "other.test")
        #expect(try await cause(server, trusting: server.certificate) == "the certificate is for another host")
    }

    @Test(arguments: [
        (TLSAuthority.Fault.expired, "the certificate has expired"),
        (.notYetValid, "the certificate is not valid yet"), (.weakKey, "the certificate's key is too weak"),
        (.weakSignature, "the certificate's signature is too weak"),
    ])
    func faultyCertificateIsRefusedInWords(_ fault: TLSAuthority.Fault, words: String) async throws {
        let authority = try TLSAuthority()
        let server = try TLSServer(
            serverArguments: ["-cipher", "DEFAULT@SECLEVEL=0"], identity: try authority.sign(fault))
        #expect(try await cause(server, trusting: authority.certificate) == words)
    }

    @Test func certificateOfAnAuthorityCountsWhereThatIsTrusted() async throws {
        let authority = try TLSAuthority()
        let server = try TLSServer(identity: try authority.sign(.none))
        #expect(try await get(server, trusting: authority.certificate).get().status == 200)
        let other = try TLSAuthority()
        #expect(
            try await cause(server, trusting: other.certificate) == "no trusted authority vouches for the certificate")
    }

    @Test func aSecondConnectionTakesUpTheSession() async throws {
        let server = try TLSServer()
        let fetcher = try Self.fetcher(trusting: server.certificate)
        let request = FetchRequest(url: "https://localhost:\(server.port)/")
        // The status page says how its connection came about, and each page ends its connection.
        #expect(try await fetcher.get(request).get().text.contains("New, TLSv1.3"))
        #expect(try await fetcher.get(request).get().text.contains("Reused, TLSv1.3"))
    }

    /// Cut within the handshake or within the body, at so many bytes or so many before the end. What is only cut within TLS's
    /// own farewell is not told apart: many servers leave that out.
    @Test(arguments: [1, 50, 300, -300, -40])
    func truncatedTLSIsNoPage(_ place: Int) async throws {
        let server = try TLSServer()
        let fetcher = try Self.fetcher(trusting: server.certificate)
        let whole = try CuttingRelay(to: server.port)
        _ = try await fetcher.get(FetchRequest(url: "https://localhost:\(whole.port)/")).get()
        let limit = place > 0 ? place : whole.bytesPassed + place
        whole.stop()
        let relay = try CuttingRelay(to: server.port, after: limit)
        defer { relay.stop() }
        let fresh = try Self.fetcher(trusting: server.certificate)
        guard case .failure(let error) = await fresh.get(FetchRequest(url: "https://localhost:\(relay.port)/")) else {
            Issue.record("taken for whole")
            return
        }
        let isInHandshake = if case .tls = error.kind { true } else { false }
        #expect(isInHandshake == (place > 0), "\(error)")
        #expect(isInHandshake || error.kind == .incomplete, "\(error)")
    }

    @Test func oldProtocolIsRefused() async throws {
        let server = try TLSServer(serverArguments: ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"])
        let cause = try await cause(server, trusting: server.certificate)
        #expect(cause.contains("TLS") || cause.contains("cipher"), "\(cause)")
    }

    @Test func handshakeWithoutAnswerMeetsTheConnectLimit() async throws {
        // The server reads the handshake as a request line that never ends.
        let web = try FetchingFixture()
        let error = try #require(
            await web.failure("https://127.0.0.1:\(web.server.port)/") { $0.limits.connect = .milliseconds(800) })
        #expect(error.kind == .timeout(.securing), "\(error)")
        #expect(error.message.contains("negotiating TLS"))
    }

    @Test func redirectFromHTTPSToHTTPIsRefused() async throws {
        let plain = try FetchingFixture()
        let server = try TLSServer(answer: LoopbackWeb.redirect(302, to: plain.server.url("/article")))
        let url = "https://localhost:\(server.port)/answer"
        let fetcher = try Self.fetcher(trusting: server.certificate)
        guard case .failure(let error) = await fetcher.get(FetchRequest(url: url)) else {
            Issue.record("followed")
            return
        }
        #expect(error.kind == .insecureRedirect)
        #expect(plain.server.requests.isEmpty)
        let allowed = try await fetcher.get(FetchRequest(url: url, allowsDowngrade: true)).get()
        #expect(allowed.text == "<p>Text</p>")
    }

    private func get(_ server: TLSServer, trusting file: String? = nil) async throws -> Result<
        FetchResponse, FetchError
    > {
        try await Self.fetcher(trusting: file).get(FetchRequest(url: "https://localhost:\(server.port)/"))
    }

    /// The cause in words of the TLS error that the fetch ends with.
    private func cause(_ server: TLSServer, trusting file: String? = nil) async throws -> String {
        guard case .failure(let error) = try await get(server, trusting: file), case .tls(let cause) = error.kind else {
            throw LoopbackServer.Failure(what: "no TLS error")
        }
        #expect(error.message == "TLS with localhost failed: \(cause)")
        return cause
    }

    private static func fetcher(trusting file: String?) throws -> Fetcher {
        try Fetcher(
            configuration: FetcherConfiguration(
                userAgent: "test", allowedAddresses: ["127.0.0.0/8", "::1"].compactMap(AddressRange.init),
                certificateAuthorities: file))
    }
}
