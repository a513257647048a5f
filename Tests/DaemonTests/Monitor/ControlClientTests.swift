import FlyingSocks
import Foundation
import Logging
import Testing

@testable import Daemon

@Suite struct ControlClientTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var bytes: String
        var status: Int?
        var body = ""

        var testDescription: String { bytes }
    }

    @Test(arguments: [
        Row(bytes: "HTTP/1.1 200 OK\r\nA: b\r\n\r\none\ntwo\n", status: 200, body: "one\ntwo\n"),
        Row(bytes: "HTTP/1.1 409 Conflict\r\n\r\n", status: 409),
        Row(bytes: "HTTP/1.1 200 OK\r\n\r\na\r\n\r\nb", status: 200, body: "a\r\n\r\nb"),
        Row(bytes: "HTTP/1.1 200"),
        Row(bytes: ""),
        Row(bytes: "SSH-2.0-x y z\r\n\r\n"),
        Row(bytes: "HTTP/1.1 ten OK\r\n\r\n"),
    ])
    func answersAreRead(_ row: Row) {
        let answer = try? ControlClient.parse(Array(row.bytes.utf8))
        #expect(answer?.status == row.status)
        #expect(answer?.text ?? "" == row.body)
    }

    @Test func withoutASocketThereIsNobody() throws {
        let scratch = try ScratchDirectory()
        #expect(throws: ControlClient.Failure.nobody) {
            try ControlClient(socket: scratch.path + "/control.sock", limitSeconds: 1).ask("GET", "/")
        }
    }
}

/// The server's two ends, in the test's own process.
@Suite struct MonitorServerTests {
    private func ask(_ path: String, _ method: String = "GET", _ target: String = "/x") async throws
        -> ControlClient.Answer
    {
        let client = ControlClient(socket: path, limitSeconds: 20)
        return try await offTasks { try client.ask(method, target) }
    }

    private func server(at path: String) -> MonitorServer {
        MonitorServer(.socket(path), log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }) { request in
            .text(200, "\(request.method) \(request.path) \(request.host ?? "-")")
        }
    }

    @Test func aStaleSocketIsReplacedAndItsFileGoesAtTheEnd() async throws {
        let scratch = try ScratchDirectory()
        let path = scratch.path + "/control.sock"
        let address = try #require(UnixSocketAddress(path))
        let stale = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #expect(address.withPointer { bind(stale, $0, $1) } == 0)
        close(stale)
        #expect(throws: ControlClient.Failure.nobody) {
            try ControlClient(socket: path, limitSeconds: 1).ask("GET", "/")
        }

        let server = server(at: path)
        server.start()
        try await eventually("it listens") {
            var status = stat()
            return address.connected().map { close($0) } == 0 && stat(path, &status) == 0
                && status.st_mode & 0o777 == 0o660
        }
        #expect(try await ask(path).text == "GET /x localhost\n")
        let head = try await ask(path, "HEAD")
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        server.stop()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func whatElseStandsThereIsLeftAlone() async throws {
        let scratch = try ScratchDirectory()
        let path = scratch.path + "/control.sock"
        try scratch.write("mine", to: "control.sock")
        #expect(throws: SocketFile.Refusal.self) { try SocketFile(path).clear() }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")

        let other = scratch.path + "/other.sock"
        let server = server(at: other)
        server.start()
        try await eventually("it listens") { UnixSocketAddress(other)?.connected().map { close($0) } == 0 }
        #expect(throws: SocketFile.Refusal.self) { try SocketFile(other).clear() }
        #expect(try await ask(other).status == 200)
        server.stop()
    }

    @Test func aClientThatSaysNothingIsLetGo() async throws {
        let pool = BoundedPool(patience: .milliseconds(10), most: 1, pool: EndlessPool())
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        let socket = Socket(file: .init(rawValue: ends[0]))
        await #expect(throws: SocketError.self) { try await pool.suspendSocket(socket, untilReadyFor: .read) }
    }
}

/// Nothing is ever ready.
private struct EndlessPool: AsyncSocketPool {
    func prepare() async throws {}
    func run() async throws {}
    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        try await Task.sleep(for: .seconds(3600))
    }
}
