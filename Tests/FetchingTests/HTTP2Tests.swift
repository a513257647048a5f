import Fetching
import Foundation
import Testing

/// HTTP/2 (RFC 9113) with a server that is written by hand: openssl does TLS and agrees on h2, the frames are the test's.
@Suite(.timeLimit(.minutes(1)), .enabled(if: TLSServer.opensslPath != nil, "skipped: no openssl command"))
struct HTTP2Tests {
    @Test func isSpokenWhereTLSAgreesOnIt() async throws {
        let server = try HTTP2Server()
        let response = try await server.fetch(.automatic) { frames in
            // Static table entry 8 is ":status: 200" (RFC 7541, appendix A).
            frames.send(kind: 1, flags: 4, stream: 1, [0x88])
            frames.send(kind: 0, flags: 0, stream: 1, Array("in two ".utf8))
            frames.send(kind: 0, flags: 1, stream: 1, Array("frames".utf8))
        }.get()
        #expect(response.status == 200 && response.httpVersion == "2" && response.text == "in two frames")
    }

    @Test(
        arguments: [
            (3, [0, 0, 0, 2]),  // RST_STREAM, INTERNAL_ERROR
            (7, [0, 0, 0, 0, 0, 0, 0, 1]),  // GOAWAY before the stream, PROTOCOL_ERROR
            (0, Array("data before a header".utf8)),
        ] as [(UInt8, [UInt8])])
    func brokenStreamIsNoPage(kind: UInt8, payload: [UInt8]) async throws {
        let server = try HTTP2Server()
        let result = try await server.fetch(.automatic) { frames in
            frames.send(kind: kind, flags: 0, stream: kind == 7 ? 0 : 1, payload)
        }
        guard case .failure(let error) = result else {
            Issue.record("taken for a page")
            return
        }
        #expect([.incomplete, .protocolError].contains(error.kind), "\(error)")
    }
}

/// One connection of `openssl s_server`, whose plain bytes the test reads and writes.
private final class HTTP2Server {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let own: TLSServer
    private let port: Int

    init() throws {
        // It lends its certificate.
        own = try TLSServer()
        let key = URL(fileURLWithPath: own.certificate).deletingLastPathComponent().appendingPathComponent("key.pem")
            .path
        process.executableURL = URL(fileURLWithPath: TLSServer.opensslPath ?? "/usr/bin/openssl")
        let (port, socket) = try LoopbackServer.deadPort()
        self.port = port
        close(socket)
        process.arguments = [
            "s_server", "-accept", "127.0.0.1:\(port)", "-cert", own.certificate, "-key", key, "-alpn", "h2", "-quiet",
            "-naccept", "1",
        ]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        // Dispatch's threads block signals and a child inherits that, so only SIGKILL is sure to arrive.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Frames on their way to the client (RFC 9113, section 4.1).
    struct Frames {
        fileprivate let handle: FileHandle

        func send(kind: UInt8, flags: UInt8, stream: UInt8, _ payload: [UInt8] = []) {
            let length = [UInt8(payload.count >> 16), UInt8(payload.count >> 8 & 0xFF), UInt8(payload.count & 0xFF)]
            // A client that has left shows in what the fetch ends with.
            try? handle.write(contentsOf: Data(length + [kind, flags, 0, 0, 0, stream] + payload))
        }
    }

    /// Fetches a page, and answers as soon as the request has come.
    func fetch(
        _ version: HTTPVersionPreference, _ answer: @escaping @Sendable (Frames) -> Void
    ) async throws -> Result<FetchResponse, FetchError> {
        let fetcher = try Fetcher(
            configuration: FetcherConfiguration(
                userAgent: "test", allowedAddresses: ["127.0.0.0/8"].compactMap(AddressRange.init),
                hostAddresses: ["localhost": ["127.0.0.1"]], certificateAuthorities: own.certificate))
        let (reading, frames) = (output.fileHandleForReading, Frames(handle: input.fileHandleForWriting))
        Thread.detachNewThread {
            var received = Data()
            // The preface, SETTINGS, WINDOW_UPDATE and the request's HEADERS, which name the client.
            while received.count < 100 {
                let data = reading.availableData
                guard !data.isEmpty else { return }
                received += data
            }
            frames.send(kind: 4, flags: 0, stream: 0)
            frames.send(kind: 4, flags: 1, stream: 0)
            answer(frames)
        }
        var request = FetchRequest(url: "https://localhost:\(port)/", httpVersion: version)
        request.limits.total = .seconds(10)
        // s_server may need a moment until it listens.
        for _ in 0..<200 {
            let result = await fetcher.get(request)
            guard case .failure(let error) = result, error.kind == .connect else { return result }
            await withCheckedContinuation { continuation in
                DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) { continuation.resume() }
            }
        }
        throw LoopbackServer.Failure(what: "openssl s_server did not start")
    }
}
