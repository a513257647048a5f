import Glibc

/// An open file of the journal. The descriptor is closed with the last reference.
final class JournalFile: Sendable {
    private let descriptor: Int32
    private let path: String
    /// Tells the file from another that took its name.
    let identity: Directory.Identity

    /// Opens the file of a day, without following a link or waiting on a FIFO; nil when there is none.
    init?(day: String, in folder: Directory, forWriting: Bool) throws(DeliveryError) {
        let name = day + JournalFolder.suffix
        path = folder.below(name)
        let mode = forWriting ? O_RDWR : O_RDONLY
        descriptor = Directory.retrying {
            openat(folder.descriptor, name, mode | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        }
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw DeliveryError(operation: "open", path: path)
        }
        var status = stat()
        let result = fstat(descriptor, &status)
        identity = Directory.Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        guard result == 0 else { throw DeliveryError(operation: "stat", path: path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .diverted(path: path) }
    }

    /// Makes the file of a day, durably.
    init(creating day: String, in folder: Directory, mode: UInt32) throws(DeliveryError) {
        let name = day + JournalFolder.suffix
        path = folder.below(name)
        descriptor = Directory.retrying {
            openat(folder.descriptor, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        }
        guard descriptor >= 0 else { throw DeliveryError(operation: "create", path: path) }
        var status = stat()
        let result = fstat(descriptor, &status)
        identity = Directory.Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        guard result == 0 else { throw DeliveryError(operation: "stat", path: path) }
        guard fchmod(descriptor, mode) == 0 else { throw DeliveryError(operation: "set mode of", path: path) }
        try folder.synchronise()
    }

    deinit {
        close(descriptor)
    }

    func size() throws(DeliveryError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw DeliveryError(operation: "stat", path: path) }
        return Int(status.st_size)
    }

    /// At most `count` bytes from `offset` on; fewer at the end.
    func read(at offset: Int, count: Int) throws(DeliveryError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = Directory.retrying {
                buffer.withUnsafeMutableBytes {
                    pread(descriptor, $0.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
                }
            }
            guard got >= 0 else { throw DeliveryError(operation: "read", path: path) }
            if got == 0 { break }
            filled += got
        }
        return Array(buffer.prefix(filled))
    }

    /// Writes and flushes; on failure the file is as long as before.
    func append(_ bytes: [UInt8]) throws(DeliveryError) {
        let end = try size()
        do throws(DeliveryError) {
            var written = 0
            while written < bytes.count {
                let count = Directory.retrying {
                    bytes.withUnsafeBytes {
                        pwrite(
                            descriptor, $0.baseAddress?.advanced(by: written), $0.count - written,
                            off_t(end + written))
                    }
                }
                guard count > 0 else { throw DeliveryError(operation: "write", path: path) }
                written += count
            }
            try synchronise()
        } catch {
            // After a failed flush the kernel may count the bytes as clean: they are written anew next time. When not even
            // this is possible, the torn line is cut before the next write.
            _ = ftruncate(descriptor, off_t(end))
            throw error
        }
    }

    func cut(to size: Int) throws(DeliveryError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw DeliveryError(operation: "shorten", path: path) }
        try synchronise()
    }

    func synchronise() throws(DeliveryError) {
        guard Directory.retrying({ fsync(descriptor) }) == 0 else {
            throw DeliveryError(operation: "flush", path: path)
        }
    }

    /// Where the last whole line of a journal ends, and its number; the end of the file before it when there is none.
    func lastLine() throws(DeliveryError) -> (end: Int, sequence: Int64?) {
        let size = try size()
        var start = size
        var bytes: [UInt8] = []
        while true {
            // Backwards in steps, until a line is found that is one.
            var end = bytes.count
            while let feed = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")) {
                let begin = bytes[..<feed].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? (start == 0 ? 0 : nil)
                guard let begin else { break }
                if let sequence = JournalLine.sequence(of: bytes[begin..<feed]) { return (start + feed + 1, sequence) }
                end = begin
            }
            guard start > 0 else { return (0, nil) }
            let step = min(start, 1 << 16)
            start -= step
            bytes = try read(at: start, count: step) + bytes
        }
    }
}
