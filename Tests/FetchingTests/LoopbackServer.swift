import Foundation
import Glibc

/// A raw HTTP/1 server on loopback for the tests: a thread for each connection, answers as scripted, and a log of
/// what was asked that the tests judge by.
final class LoopbackServer: Sendable {
    struct Request: Sendable {
        let line: String
        let path: String
        /// Names in lower case.
        let headers: [String: String]
        /// Counts the connections of this server.
        let connection: Int
    }

    /// Answers one request; returns whether the connection stays open for another.
    typealias Handler = @Sendable (Request, Connection) -> Bool

    private struct State {
        var requests: [Request] = []
        var open: [Int: Int32] = [:]
        var accepted = 0
        var busiest = 0
        var isStopped = false
    }

    let port: Int
    private let listener: Int32
    private let handler: Handler
    private let state = Locked(State())
    private let threads = DispatchGroup()

    init(address: String = "127.0.0.1", handler: @escaping Handler = LoopbackWeb.answer) throws {
        self.handler = handler
        (listener, port) = try Self.listen(on: address)
        startThread { $0.acceptAll() }
    }

    /// Ends all connections and waits for the threads.
    func stop() {
        let open = state.withLock { state in
            state.isStopped = true
            return Array(state.open.values)
        }
        Glibc.shutdown(listener, Int32(SHUT_RDWR))
        for socket in open { Glibc.shutdown(socket, Int32(SHUT_RDWR)) }
        threads.wait()
        close(listener)
    }

    var requests: [Request] { state.withLock { $0.requests } }
    /// The most connections that were open at one time.
    var mostConnections: Int { state.withLock { $0.busiest } }
    var acceptedConnections: Int { state.withLock { $0.accepted } }

    func url(_ path: String, host: String = "127.0.0.1") -> String { "http://\(host):\(port)\(path)" }

    /// A port on which nobody listens: bound, so that nobody else takes it, and never listened on.
    static func deadPort() throws -> (port: Int, socket: Int32) {
        let socket = try bind("127.0.0.1")
        return (try boundPort(socket), socket)
    }
}

extension LoopbackServer {
    struct Failure: Error {
        let what: String
    }

    static func listen(on address: String) throws -> (Int32, Int) {
        let socket = try bind(address)
        guard Glibc.listen(socket, 512) == 0 else { throw Failure(what: "listen: \(errno)") }
        return (socket, try boundPort(socket))
    }

    private static func bind(_ address: String) throws -> Int32 {
        let isIPv6 = address.contains(":")
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket = Glibc.socket(isIPv6 ? AF_INET6 : AF_INET, type, 0)
        guard socket >= 0 else { throw Failure(what: "socket: \(errno)") }
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(address, "0", &hints, &list) == 0, let first = list else { throw Failure(what: address) }
        defer { freeaddrinfo(list) }
        guard Glibc.bind(socket, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
            close(socket)
            throw Failure(what: "bind \(address): \(errno)")
        }
        return socket
    }

    private static func boundPort(_ socket: Int32) throws -> Int {
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
        }
        guard result == 0 else { throw Failure(what: "getsockname: \(errno)") }
        // The port has the same place in both families.
        return Int(UInt16(bigEndian: address.sin6_port))
    }

    private func startThread(_ body: @escaping @Sendable (LoopbackServer) -> Void) {
        threads.enter()
        Thread.detachNewThread { [self] in
            body(self)
            threads.leave()
        }
    }

    private func acceptAll() {
        while true {
            let socket = accept(listener, nil, nil)
            guard socket >= 0 else { return }
            guard let number = register(socket) else {
                close(socket)
                return
            }
            startThread { $0.serve(socket, number) }
        }
    }

    private func register(_ socket: Int32) -> Int? {
        state.withLock { state in
            guard !state.isStopped else { return nil }
            state.accepted += 1
            state.open[state.accepted] = socket
            state.busiest = max(state.busiest, state.open.count)
            return state.accepted
        }
    }

    private func serve(_ socket: Int32, _ number: Int) {
        let connection = Connection(socket: socket)
        while let request = connection.readRequest(number) {
            state.withLock { $0.requests.append(request) }
            guard handler(request, connection) else { break }
        }
        // Closed under the lock, or `stop` could shut down a descriptor that is someone else's by then.
        state.withLock { state in
            state.open[number] = nil
            close(socket)
        }
    }
}

/// One accepted connection, used by its own thread.
struct Connection: Sendable {
    let socket: Int32

    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Returns whether everything was taken; false once the client has gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Says nothing more until the client gives up.
    func waitForClientToLeave() {
        var buffer = [UInt8](repeating: 0, count: 1_024)
        while recv(socket, &buffer, buffer.count, 0) > 0 {}
    }

    /// Makes closing send RST in place of FIN.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Reads up to the blank line; nil when the client left.
    func readRequest(_ number: Int) -> LoopbackServer.Request? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard recv(socket, &byte, 1, 0) == 1 else { return nil }
            bytes.append(byte)
        }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { continue }
            headers[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces)
        }
        let words = lines[0].split(separator: " ")
        return LoopbackServer.Request(
            line: lines[0], path: words.count > 1 ? String(words[1]) : "", headers: headers, connection: number)
    }
}
