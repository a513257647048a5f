import Glibc

/// Asks a running daemon over its control socket, one request a connection.
struct ControlClient: Sendable {
    enum Failure: Error, Equatable, Sendable {
        /// No daemon runs with this configuration.
        case nobody
        /// A daemon may run, but it cannot be asked; why.
        case unreachable(String)
    }

    struct Answer: Equatable, Sendable {
        var status: Int
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private let path: String
    /// For each read.
    private let limitSeconds: Int
    private static let answerLimitBytes = 64 << 20

    init(socket path: String, limitSeconds: Int) {
        self.path = path
        self.limitSeconds = limitSeconds
    }

    func ask(_ method: String, _ target: String) throws(Failure) -> Answer {
        let descriptor = try connect()
        defer { close(descriptor) }
        var limit = timeval(tv_sec: limitSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let request =
            "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        try send(Array(request.utf8), to: descriptor)
        return try Self.parse(receive(from: descriptor))
    }

    private func connect() throws(Failure) -> Int32 {
        guard let address = UnixSocketAddress(path) else { throw .unreachable("\(path) is no path of a socket") }
        if let descriptor = address.connected() { return descriptor }
        // What a daemon that was killed leaves behind refuses.
        if errno == ENOENT || errno == ECONNREFUSED { throw .nobody }
        throw .unreachable("\(path): \(Self.reason)")
    }

    private func send(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw .unreachable("\(path): \(Self.reason)")
            }
        }
    }

    private func receive(from descriptor: Int32) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= Self.answerLimitBytes {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 {
                return bytes
            } else if errno == EAGAIN {
                throw .unreachable("the daemon has not answered for \(limitSeconds) seconds")
            } else if errno != EINTR {
                throw .unreachable("\(path): \(Self.reason)")
            }
        }
        throw .unreachable("the daemon's answer has no end")
    }

    /// Status and body of an answer that ends with the connection.
    static func parse(_ bytes: [UInt8]) throws(Failure) -> Answer {
        let blank: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
        guard let end = bytes.firstRange(of: blank) else { throw .unreachable("the daemon has broken off") }
        let words = bytes[..<end.lowerBound].split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard words.count > 1, words[0].starts(with: "HTTP/".utf8),
            let status = Int(String(decoding: words[1], as: UTF8.self))
        else { throw .unreachable("what listens at the socket is no daemon of ours") }
        return Answer(status: status, body: Array(bytes[end.upperBound...]))
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
