import Glibc

/// The address of a Unix socket: a path, or `@name` in the abstract namespace (unix(7)).
struct UnixSocketAddress: Sendable {
    private var name: [UInt8]

    /// `nil` for what is neither, or too long.
    init?(_ text: String) {
        name = Array(text.utf8)
        guard name.count > 1, name.count < Self.capacity, text.hasPrefix("/") || text.hasPrefix("@") else { return nil }
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        // The length tells where an abstract name ends.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// A stream socket that is connected to it; the caller closes the descriptor.
    /// - Returns: nil with `errno` set.
    func connected() -> Int32? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        guard withPointer({ connect(descriptor, $0, $1) }) == 0 else {
            let code = errno
            close(descriptor)
            errno = code
            return nil
        }
        return descriptor
    }

    private static let capacity = MemoryLayout.size(ofValue: sockaddr_un().sun_path)
}
