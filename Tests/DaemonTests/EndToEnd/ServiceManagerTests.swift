import Foundation
import JSON
import SampleWeb
import Testing

/// What systemd sees.
@Suite struct ServiceManagerTests {
    @Test func theManagerHearsOfEveryStage() async throws {
        let desk = try NewsDesk()
        try desk.configure(log: "format = \"journald\"", sources: [])
        let manager = try ManagerSocket(path: desk.path + "/notify")
        let daemon = try desk.run(environment: ["NOTIFY_SOCKET": desk.path + "/notify"])
        #expect(await manager.receive().hasPrefix("READY=1\nSTATUS=0 sources, no article yet, 0 articles waiting"))
        daemon.signal(SIGHUP)
        #expect(await manager.receive().hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
        #expect(await manager.receive().hasPrefix("READY=1\nSTATUS="))
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(await manager.receive().hasPrefix("STOPPING=1\nSTATUS="))
        #expect(daemon.errorLines.count >= 3)
        #expect(daemon.errorLines.allSatisfy { $0.contains(#/^<[3-7]>(error|warning|notice|info|debug) /#) })
        #expect(daemon.errorLines.contains { $0.hasPrefix("<5>notice started") })
    }

    @Test func theCommandLineSaysHowLinesLook() async throws {
        let desk = try NewsDesk()
        try desk.configure(log: "format = \"journald\"", sources: [])
        let daemon = try RunningProgram("copydesk", ["run", "--config", desk.configuration, "--log-format", "json"])
        try await daemon.waitForLine("\"message\":\"started\"")
        // To a reload it is no change of the configuration.
        daemon.signal(SIGHUP)
        try await daemon.waitForLine("\"message\":\"configuration reloaded\"", "\"waits_for_restart\":\"\"")
        #expect(try await desk.stop(daemon) == .status(0))
        for line in daemon.errorLines { #expect(try JSONValue.parse(Array(line.utf8))["level"]?.string != nil) }
    }

    @Test func theWatchdogIsFed() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [])
        let manager = try ManagerSocket(path: desk.path + "/notify")
        let environment = ["NOTIFY_SOCKET": desk.path + "/notify", "WATCHDOG_USEC": "2000000"]
        let daemon = try desk.run(environment: environment)
        #expect(await manager.receive().hasPrefix("READY=1"))
        #expect(await manager.receive() == "WATCHDOG=1")
        #expect(await manager.receive().hasPrefix("STATUS="))
        #expect(try await desk.stop(daemon) == .status(0))
    }

    /// The socket's queue is full after ten messages; the daemon waited for ever on the next.
    @Test func aManagerThatDoesNotReadHoldsNothingUp() async throws {
        let desk = try NewsDesk()
        try desk.configure(sources: [])
        let manager = try ManagerSocket(path: desk.path + "/notify")
        let environment = ["NOTIFY_SOCKET": desk.path + "/notify", "WATCHDOG_USEC": "20000"]
        let daemon = try desk.run(environment: environment)
        #expect(await manager.receive().hasPrefix("READY=1"))
        try await eventually("a full queue") { manager.isFull }
        let start = ContinuousClock.now
        #expect(try await desk.stop(daemon) == .status(0))
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}

/// A datagram socket as systemd holds it.
private final class ManagerSocket: Sendable {
    private let descriptor: Int32
    private let path: String

    init(path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let result = Self.withAddress(path) { bind(descriptor, $0, $1) }
        try #require(result == 0)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Whether no further datagram can be sent to it.
    var isFull: Bool {
        let sender = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        defer { close(sender) }
        return Self.withAddress(path) { connect(sender, $0, $1) == 0 && send(sender, "?", 1, 0) < 0 && errno == EAGAIN }
    }

    /// The next datagram; empty when none comes.
    func receive() async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [descriptor] in
                var buffer = [UInt8](repeating: 0, count: 4096)
                var count = -1
                // Tests of signals interrupt it, since a wait with a limit is not taken up again (signal(7)).
                repeat { count = recv(descriptor, &buffer, buffer.count, 0) } while count < 0 && errno == EINTR
                continuation.resume(returning: String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self))
            }
        }
    }

    private static func withAddress<Result>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
