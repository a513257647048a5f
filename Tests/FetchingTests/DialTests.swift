import Fetching
import Foundation
import Glibc
import Testing

/// The guard and the fallback at work, on the addresses that are really dialled.
@Suite(.timeLimit(.minutes(1)))
struct DialTests {
    @Test(arguments: [
        "http://127.0.0.1", "http://2130706433", "http://0x7f000001", "http://0177.0.0.1", "http://127.1",
        "http://0x7f.0.0.1", "http://[::1]", "http://[::ffff:127.0.0.1]", "http://[0:0:0:0:0:ffff:7f00:1]",
        "http://localhost", "http://localhost.", "http://\u{ff11}\u{ff12}\u{ff17}.0.0.1",
        "http://example.org@127.0.0.1",
        "http://0.0.0.0", "http://[::]", "http://127.0.0.1.",
    ])
    func loopbackIsRefusedHoweverItIsSpelled(url: String) async throws {
        let web = try FetchingFixture(allowed: [])
        let error = try #require(await web.failure("\(url):\(web.server.port)/"))
        guard case .refusedAddress(let reason) = error.kind else {
            // With a trailing dot it is a name, which not every resolver knows.
            #expect(error.kind == .dns && url.hasSuffix("."), "\(url): \(error)")
            return
        }
        #expect(reason.contains("loopback") || reason.contains("this network") || reason.contains("unspecified"))
        #expect(error.message.hasPrefix("refused address of "))
        #expect(web.server.acceptedConnections == 0)
    }

    @Test func nameThatLooksPublicIsJudgedByItsAddress() async throws {
        let web = try FetchingFixture(allowed: [], hosts: ["rebound.test": ["127.0.0.1", "10.0.0.1", "::1"]])
        let error = try #require(await web.failure(web.server.url("/", host: "rebound.test")))
        guard case .refusedAddress(let reason) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(reason.contains("127.0.0.1 is a loopback address"))
        #expect(reason.contains("10.0.0.1 is a private network"))
        #expect(reason.contains("::1 is a loopback address"))
    }

    @Test(arguments: [
        ["10.0.0.1", "127.0.0.1"], ["10.0.0.1", "10.0.0.2", "::1", "10.0.0.3", "10.0.0.4", "127.0.0.1"],
    ])
    func refusedAddressIsSkippedForTheNext(addresses: [String]) async throws {
        let web = try FetchingFixture(hosts: ["guarded.test": addresses])
        let response = try await web.get(web.server.url("/article", host: "guarded.test")).get()
        #expect(response.remoteAddress == "127.0.0.1")
        #expect(response.timing.total < .seconds(3))
    }

    @Test func deadAddressFallsBackToTheNext() async throws {
        let web = try FetchingFixture(hosts: ["two.test": ["127.0.0.9", "127.0.0.8", "127.0.0.1"]])
        let response = try await web.get(web.server.url("/article", host: "two.test")).get()
        #expect(response.remoteAddress == "127.0.0.1")
        #expect(web.server.requests.first?.headers["host"] == "two.test:\(web.server.port)")
    }

    @Test func fallingBackTakesNoTimeLimitToPass() async throws {
        let dead = (2...9).map { "127.0.0.\($0)" }
        let web = try FetchingFixture(hosts: ["many.test": dead + ["10.0.0.1", "::1", "127.0.0.10", "127.0.0.1"]])
        let response = try await web.get(web.server.url("/article", host: "many.test")).get()
        #expect(response.remoteAddress == "127.0.0.1")
        #expect(response.timing.total < .seconds(3))
    }

    @Test func refusedConnectionNamesWhatWasTried() async throws {
        let (port, socket) = try LoopbackServer.deadPort()
        defer { close(socket) }
        let web = try FetchingFixture(hosts: ["dead.test": ["127.0.0.1", "127.0.0.2"]])
        let error = try #require(await web.failure("http://dead.test:\(port)/"))
        #expect(error.kind == .connect)
        #expect(error.message.contains("127.0.0.1"))
        #expect(error.message.contains("127.0.0.2"))
    }

    @Test func unknownHostIsADNSError() async throws {
        let web = try FetchingFixture()
        let error = try #require(await web.failure("http://nowhere.invalid/"))
        #expect(error.kind == .dns, "\(error)")
        #expect(error.message.contains("nowhere.invalid"))
    }

    @Test func ipv6LiteralIsDialled() async throws {
        guard let server = try? LoopbackServer(address: "::1") else {
            print("skipped: this machine has no IPv6 loopback")
            return
        }
        defer { server.stop() }
        let web = try FetchingFixture(allowed: ["::1"])
        let response = try await web.get(server.url("/article", host: "[::1]")).get()
        #expect(response.remoteAddress == "::1")
    }

    @Test func nameIsSentInPunycode() async throws {
        let web = try FetchingFixture(hosts: ["xn--bcher-kva.test": ["127.0.0.1"]])
        let response = try await web.get(web.server.url("/article", host: "b\u{fc}cher.test")).get()
        #expect(response.url == web.server.url("/article", host: "xn--bcher-kva.test"))
        #expect(web.server.requests.first?.headers["host"] == "xn--bcher-kva.test:\(web.server.port)")
    }

    @Test(arguments: [
        "metadata.google.internal", "METADATA.google.internal.", "metadata", "instance-data", "metadata.azure.internal",
        "metadata.goog",
    ])
    func cloudMetadataNamesAreRefusedWhateverTheyResolveTo(host: String) async throws {
        let web = try FetchingFixture(hosts: [host.lowercased(): ["127.0.0.1"]])
        let error = try #require(await web.failure(web.server.url("/", host: host)))
        guard case .refusedAddress(let reason) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(reason.contains("metadata service"))
        #expect(web.server.acceptedConnections == 0)
    }

    /// In a process of its own, since the home directory belongs to all tests of this one.
    @Test func netrcAndAltSvcAreIgnored() async {
        await #expect(processExitsWith: .success) {
            let other = try LoopbackServer()
            defer { other.stop() }
            let home = FileManager.default.temporaryDirectory.appendingPathComponent(
                "copydesk-home-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: home) }  // A left-over folder is the worst that can happen.
            try Data("machine 127.0.0.1 login user password secret\n".utf8).write(
                to: home.appendingPathComponent(".netrc"))
            setenv("HOME", home.path, 1)
            let service = "Alt-Svc: h3=\":\(other.port)\", h2=\"127.0.0.1:\(other.port)\"; ma=3600"
            let web = try FetchingFixture { _, connection in connection.send(LoopbackWeb.page("x", service)) }
            for _ in 1...3 { #expect(try await web.get("/article").get().status == 200) }
            #expect(web.server.requests.allSatisfy { $0.headers["authorization"] == nil })
            #expect(other.acceptedConnections == 0)
        }
    }

    /// In a process of its own: the environment belongs to all tests of this one.
    @Test func proxyVariablesAreIgnored() async {
        await #expect(processExitsWith: .success) {
            let proxy = try LoopbackServer()
            defer { proxy.stop() }
            let web = try FetchingFixture()
            for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] { setenv(name, proxy.url(""), 1) }
            #expect(try await web.get("/article").get().status == 200)
            #expect(proxy.acceptedConnections == 0)
        }
    }
}
