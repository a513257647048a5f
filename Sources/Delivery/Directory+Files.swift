import Glibc

extension Directory {
    /// What stands under a name.
    enum Entry: Equatable {
        case absent
        /// A regular file, with the SHA-256 of its content in lower-case hex.
        case file(sha256: String)
        /// A directory, a link, a FIFO …
        case other
    }

    /// Looks at what stands under a name, without following a link or waiting on a FIFO.
    func entry(_ name: String) throws(DeliveryError) -> Entry {
        let file = Self.retrying { openat(self.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard file >= 0 else {
            switch errno {
            case ENOENT: return .absent
            case ELOOP, ENXIO, ENODEV: return .other
            default: throw DeliveryError(operation: "open", path: below(name))
            }
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw DeliveryError(operation: "stat", path: below(name)) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .other }
        return .file(sha256: try digest(of: file, name: name))
    }

    /// The directory at the end of these names; nil where one of them is missing.
    func descend(_ names: [String]) throws(DeliveryError) -> Directory? {
        var directory = self
        for name in names {
            guard let next = try directory.existing(name) else { return nil }
            directory = next
        }
        return directory
    }

    /// The length of a regular file; 0 when there is none of that name.
    func size(of name: String) throws(DeliveryError) -> Int {
        var status = stat()
        guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return 0 }
            throw DeliveryError(operation: "stat", path: below(name))
        }
        return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
    }

    /// The bytes of a regular file; nil when there is none of that name, or a longer one.
    func content(of name: String, limit: Int) throws(DeliveryError) -> [UInt8]? {
        let file = Self.retrying { openat(self.descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard file >= 0 else {
            if [ENOENT, ELOOP, ENXIO, ENODEV].contains(errno) { return nil }
            throw DeliveryError(operation: "open", path: below(name))
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw DeliveryError(operation: "stat", path: below(name)) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else { return nil }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= limit {
            let count = Self.retrying { read(file, &buffer, buffer.count) }
            guard count >= 0 else { throw DeliveryError(operation: "read", path: below(name)) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
        return nil
    }

    private func digest(of file: Int32, name: String) throws(DeliveryError) -> String {
        let hash = try SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Self.retrying { read(file, &buffer, buffer.count) }
            guard count >= 0 else { throw DeliveryError(operation: "read", path: below(name)) }
            if count == 0 { return SHA256.hex(try hash.finish()) }
            try hash.update(buffer[..<count])
        }
    }
}
