import Foundation
import Glibc

/// Stands between a client and a server, hands bytes on both ways, and cuts the connection after so many from the server.
final class CuttingRelay: Sendable {
    let port: Int
    private let listener: Int32
    private let server: Int
    private let limit: Int
    private let passed = Locked(0)
    private let threads = DispatchGroup()

    /// - Parameter server: its port on 127.0.0.1.
    init(to server: Int, after limit: Int = .max) throws {
        self.server = server
        self.limit = limit
        (listener, port) = try LoopbackServer.listen(on: "127.0.0.1")
        threads.enter()
        Thread.detachNewThread { [self] in
            acceptAll()
            threads.leave()
        }
    }

    /// Bytes that came from the server, over all connections.
    var bytesPassed: Int { passed.withLock { $0 } }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        threads.wait()
        close(listener)
    }

    /// One connection at a time is all that a test makes.
    private func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            relay(client)
            close(client)
        }
    }

    private func relay(_ client: Int32) {
        let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(upstream) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(server).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(upstream, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return }
        var left = limit
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while left > 0 {
            var ready = [pollfd(fd: client, events: Int16(POLLIN), revents: 0)]
            ready.append(pollfd(fd: upstream, events: Int16(POLLIN), revents: 0))
            guard poll(&ready, 2, -1) > 0 else { return }
            let isClient = ready[0].revents != 0
            let count = recv(
                isClient ? client : upstream, &buffer, isClient ? buffer.count : min(left, buffer.count), 0)
            guard count > 0 else { return }
            if !isClient {
                left -= count
                passed.withLock { $0 += count }
            }
            _ = Glibc.send(isClient ? upstream : client, buffer, count, Int32(MSG_NOSIGNAL))
        }
    }
}
