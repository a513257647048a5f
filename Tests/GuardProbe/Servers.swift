import Foundation
import Glibc
import Synchronization

final class Reached: Sendable {
    private let addresses = Mutex<Set<String>>([])

    var all: Set<String> { addresses.withLock { $0 } }

    func note(_ address: String) { addresses.withLock { _ = $0.insert(address) } }
}

/// An HTTP server on all addresses. A path such as `/to/http://10.0.0.1/` redirects there.
final class AnyAddressServer: Sendable {
    private let listener: Int32
    private let reached: Reached

    init?(port: UInt16, reached: Reached) {
        self.reached = reached
        listener = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        var off: Int32 = 0
        setsockopt(listener, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &off, 4)
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
            }
        }
        guard isBound, listen(listener, 64) == 0 else { return nil }
    }

    func start() {
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                reached.note(Self.localAddress(of: connection))
                Self.answer(connection)
                close(connection)
            }
        }
    }

    private static func answer(_ connection: Int32) {
        var buffer = [UInt8](repeating: 0, count: 8_192)
        let count = recv(connection, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        let line = String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: " ").dropFirst().first ?? ""
        let target = line.hasPrefix("/to/") ? String(line.dropFirst(4)) : nil
        let answer =
            target.map { "HTTP/1.1 302 Found\r\nLocation: \($0)\r\n" } ?? "HTTP/1.1 200 OK\r\n"
        let bytes = Array((answer + "Content-Length: 0\r\nConnection: close\r\n\r\n").utf8)
        send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private static func localAddress(of connection: Int32) -> String {
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(connection, $0, &length) }
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(AF_INET6, &address.sin6_addr, &text, socklen_t(text.count))
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// A name server on 127.0.0.1 for the namespace: names of the form `a-8.8.8.8.test` and `b-8.8.8.8-10.0.0.1.test` have the
/// addresses in them, the former all at once, the latter one after the other (DNS rebinding); `stalled.test` gets no answer,
/// and no other name is known.
final class NameServer: Sendable {
    private let listener: Int32
    private let asked = Mutex<[String: Int]>([:])

    init?() {
        listener = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(53).bigEndian
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound else { return nil }
    }

    func start() {
        Thread.detachNewThread { [self] in
            while true {
                var buffer = [UInt8](repeating: 0, count: 1_024)
                var from = sockaddr_in()
                var length = socklen_t(MemoryLayout<sockaddr_in>.size)
                withUnsafeMutablePointer(to: &from) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { client in
                        let count = recvfrom(listener, &buffer, buffer.count, 0, client, &length)
                        guard count > 17, let reply = reply(to: Array(buffer.prefix(count))) else { return }
                        sendto(listener, reply, reply.count, 0, client, length)
                    }
                }
            }
        }
    }

    /// RFC 1035, section 4: the header, the question as it came, and one record an address.
    private func reply(to query: [UInt8]) -> [UInt8]? {
        var labels: [String] = []
        var place = 12
        while place < query.count, query[place] > 0, place + Int(query[place]) < query.count {
            labels.append(String(decoding: query[(place + 1)...(place + Int(query[place]))], as: UTF8.self))
            place += Int(query[place]) + 1
        }
        let question = query[12..<min(place + 5, query.count)]
        let name = labels.joined(separator: ".")
        guard !name.hasPrefix("stalled") else { return nil }
        guard name.hasSuffix(".test") else { return query[0..<2] + [0x81, 0x83, 0, 1, 0, 0, 0, 0, 0, 0] + question }
        let isIPv4 = question.suffix(3).first == 1
        let addresses = isIPv4 ? addresses(for: String(name.dropLast(5))) : []
        let head = query[0..<2] + [0x81, 0x80, 0, 1, 0, UInt8(addresses.count), 0, 0, 0, 0]
        return head + question + addresses.flatMap { [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4] + $0 }
    }

    private func addresses(for name: String) -> [[UInt8]] {
        let parts = name.split(separator: "-")
        let all = parts.dropFirst().map { $0.split(separator: ".").compactMap { UInt8($0) } }.filter { $0.count == 4 }
        guard parts.first == "b", !all.isEmpty else { return all }
        let times = asked.withLock { asked in
            asked[name, default: 0] += 1
            return asked[name, default: 1] - 1
        }
        return [all[min(times, all.count - 1)]]
    }
}
