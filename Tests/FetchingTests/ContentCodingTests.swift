import Fetching
import Testing

/// Compressed bodies: all codings that are offered, whole, cut and wrong. The streams were made by zlib, brotli and zstd.
@Suite(.timeLimit(.minutes(1)))
struct ContentCodingTests {
    static let text = "North Quay reopens. North Quay reopens. North Quay reopens."
    static let gzip = hex("1f8b0800000000000203f3cb2f2ac950082c4dac54284acd2f48cd2bd653f0234e0c009410981c3b000000")
    static let zlib = hex("78daf3cb2f2ac950082c4dac54284acd2f48cd2bd653f0234e0c0085921580")
    static let raw = hex("f3cb2f2ac950082c4dac54284acd2f48cd2bd653f0234e0c00")
    static let brotli = hex("1b3a00e01c07762c66f6add06e583b85d5e5c9a832b9047199cb416431a7362b4b51b9d3e100")
    static let zstd = hex("28b52ffd203bd50000a04e6f72746820517561792072656f70656e732e2001005c3999")

    struct Coded: Sendable, CustomTestStringConvertible {
        let coding: String
        let body: [UInt8]
        var testDescription: String { "\(coding), \(body.count) bytes" }
    }

    @Test(arguments: [
        Coded(coding: "gzip", body: gzip), Coded(coding: "X-GZIP", body: gzip), Coded(coding: "deflate", body: zlib),
        Coded(coding: "deflate", body: raw), Coded(coding: "br", body: brotli), Coded(coding: "zstd", body: zstd),
        Coded(coding: "gzip, identity", body: gzip), Coded(coding: "gzip", body: gzip + Array("\0\0trailing".utf8)),
        Coded(coding: "identity", body: Array(text.utf8)), Coded(coding: "deflate, gzip", body: Gzip.stored(zlib)),
        Coded(coding: "br, gzip", body: Gzip.stored(brotli)), Coded(coding: "zstd, gzip", body: Gzip.stored(zstd)),
    ])
    func wholeBodyIsDecoded(_ coded: Coded) async throws {
        #expect(try await Self.get(coded).text == Self.text)
    }

    @Test(arguments: [
        Coded(coding: "gzip", body: gzip), Coded(coding: "deflate", body: zlib), Coded(coding: "deflate", body: raw),
        Coded(coding: "br", body: brotli), Coded(coding: "zstd", body: zstd),
        Coded(coding: "deflate, gzip", body: Gzip.stored(zlib)),
    ])
    func bodyCutAnywhereIsNoBody(_ coded: Coded) async throws {
        let web = try Self.web(coded)
        for count in 1..<coded.body.count {
            let error = try #require(await web.failure("/\(count)"), "\(count) bytes")
            #expect(error.kind == .incomplete || error.kind == .badEncoding, "\(count) bytes: \(error)")
        }
    }

    @Test func bodyCutWithinAWholeOneIsNoBody() async throws {
        let coded = Coded(coding: "deflate, gzip", body: Gzip.stored(Self.zlib.dropLast(3)))
        #expect(try await Self.web(coded).failure("/\(coded.body.count)")?.kind == .incomplete)
    }

    @Test func membersOfAGzipFileAreJoined() async throws {
        #expect(try await Self.get(Coded(coding: "gzip", body: Self.gzip + Self.gzip)).text == Self.text + Self.text)
        #expect(try await Self.get(Coded(coding: "zstd", body: Self.zstd + Self.zstd)).text == Self.text + Self.text)
    }

    @Test(arguments: [
        Coded(coding: "gzip", body: brotli), Coded(coding: "br", body: Array("<html>no brotli".utf8)),
        Coded(coding: "zstd", body: gzip), Coded(coding: "compress", body: gzip),
        Coded(coding: "gzip,gzip,gzip,gzip", body: gzip), Coded(coding: "deflate", body: Array("<!DOCTYPE html>".utf8)),
    ])
    func whatIsNotAsItSaysIsRefused(_ coded: Coded) async throws {
        let web = try Self.web(coded)
        #expect(await web.failure("/\(coded.body.count)")?.kind == .badEncoding)
    }

    @Test(arguments: ["gzip", "deflate", "br", "zstd"])
    func emptyBodyIsWhole(_ coding: String) async throws {
        #expect(try await Self.get(Coded(coding: coding, body: [])).body.isEmpty)
    }

    @Test func whatIsOfferedIsWhatIsUnderstood() async throws {
        let web = try FetchingFixture()
        _ = try await web.get("/article").get()
        #expect(web.server.requests.first?.headers["accept-encoding"] == "gzip, deflate, br, zstd")
    }

    private static func get(_ coded: Coded) async throws -> FetchResponse {
        try await web(coded).get("/\(coded.body.count)").get()
    }

    /// Sends as many bytes of the body as the path says, as if they were all.
    private static func web(_ coded: Coded) throws -> FetchingFixture {
        try FetchingFixture { request, connection in
            let body = coded.body.prefix(Int(request.path.dropFirst()) ?? 0)
            let head = "HTTP/1.1 200 OK\r\nContent-Encoding: \(coded.coding)\r\nContent-Length: \(body.count)\r\n\r\n"
            return connection.send(Array(head.utf8) + body)
        }
    }

    private static func hex(_ text: String) -> [UInt8] {
        let digits = Array(text)
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0 }
    }
}
