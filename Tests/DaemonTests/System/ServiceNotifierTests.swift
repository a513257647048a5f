import Foundation
import Testing

@testable import Daemon

@Suite struct ServiceNotifierTests {
    /// A datagram socket as systemd holds it.
    private final class Manager {
        private let descriptor: Int32

        init(name: String) throws {
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            var bytes = Array(name.utf8)
            if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
            let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
            }
            try #require(result == 0)
            var limit = timeval(tv_sec: 5, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(descriptor) }

        func receive() -> String {
            var buffer = [UInt8](repeating: 0, count: 4096)
            var count = -1
            // Tests of signals interrupt it, since a wait with a limit is not taken up again (signal(7)).
            repeat { count = recv(descriptor, &buffer, buffer.count, 0) } while count < 0 && errno == EINTR
            return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
        }
    }

    @Test(arguments: [true, false])
    func everyMessageIsOneDatagram(_ isAbstract: Bool) throws {
        let scratch = try ScratchDirectory()
        let name = isAbstract ? "@" + scratch.path : scratch.path + "/notify"
        let manager = try Manager(name: name)
        let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "30000000"])
        #expect(notifier.isActive)
        notifier.ready(status: "3 sources")
        #expect(manager.receive() == "READY=1\nSTATUS=3 sources")
        notifier.status("queue 12")
        #expect(manager.receive() == "STATUS=queue 12")
        let before = monotonicMicroseconds()
        notifier.reloading()
        let parts = manager.receive().components(separatedBy: "\n")
        #expect(parts.first == "RELOADING=1")
        let sent = parts.last.flatMap { Int64($0.dropFirst("MONOTONIC_USEC=".count)) } ?? 0
        #expect(parts.last?.hasPrefix("MONOTONIC_USEC=") == true)
        #expect((before...monotonicMicroseconds()).contains(sent))
        notifier.watchdog()
        #expect(manager.receive() == "WATCHDOG=1")
        notifier.stopping(status: "bye")
        #expect(manager.receive() == "STOPPING=1\nSTATUS=bye")
    }

    @Test func aStatusCannotForgeAnAssignment() throws {
        let scratch = try ScratchDirectory()
        let manager = try Manager(name: scratch.path + "/n")
        ServiceNotifier(environment: ["NOTIFY_SOCKET": scratch.path + "/n"]).status("last: x\nSTOPPING=1\u{1B}")
        #expect(manager.receive() == "STATUS=last: x STOPPING=1\u{FFFD}")
    }

    @Test(arguments: ["", "@", "relative/path", "vsock:2:1", "/" + String(repeating: "x", count: 200)])
    func whatIsNoSocketIsNoManager(_ name: String) {
        #expect(!ServiceNotifier(environment: ["NOTIFY_SOCKET": name]).isActive)
    }

    @Test func withoutAManagerNothingHappens() throws {
        let scratch = try ScratchDirectory()
        let idle = ServiceNotifier(environment: [:])
        idle.ready(status: "x")
        #expect(!idle.isActive)
        // A manager that is gone, and a file in its place, are no failures either.
        ServiceNotifier(environment: ["NOTIFY_SOCKET": scratch.path + "/gone"]).status("x")
        let file = try scratch.write("kept", to: "file")
        ServiceNotifier(environment: ["NOTIFY_SOCKET": file]).status("x")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "kept")
    }

    @Test func theWatchdogIsOnlyFedWhenItWatchesThisProcess() throws {
        let own = ["WATCHDOG_USEC": "2500000", "WATCHDOG_PID": "\(getpid())"]
        #expect(ServiceNotifier(environment: own).watchdogInterval == .milliseconds(2500))
        #expect(
            ServiceNotifier(environment: ["WATCHDOG_USEC": "2500000", "WATCHDOG_PID": "1"]).watchdogInterval == nil)
        #expect(ServiceNotifier(environment: ["WATCHDOG_USEC": "0"]).watchdogInterval == nil)
        #expect(ServiceNotifier(environment: ["WATCHDOG_USEC": "soon"]).watchdogInterval == nil)
        let scratch = try ScratchDirectory()
        let manager = try Manager(name: scratch.path + "/n")
        let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": scratch.path + "/n"])
        notifier.watchdog()
        notifier.status("first")
        #expect(manager.receive() == "STATUS=first")
    }

    private func monotonicMicroseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}
