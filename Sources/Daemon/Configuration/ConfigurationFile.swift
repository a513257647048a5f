import Glibc

/// Reads the files of a configuration, whole.
enum ConfigurationFile {
    /// No configuration written by people comes near it, and a wrong path may name anything.
    static let sizeLimitBytes = 4_000_000

    /// The bytes of a regular file.
    static func read(_ path: String) throws(ConfigurationError) -> [UInt8] {
        // O_NONBLOCK: a FIFO must not hold the daemon up; it is refused below.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw unreadable(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw ConfigurationError(file: path, position: nil, message: "is not a regular file")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while bytes.count <= sizeLimitBytes {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path, errno) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
        throw ConfigurationError(file: path, position: nil, message: "is larger than \(sizeLimitBytes) bytes")
    }

    /// The text of a file; what TOMLKit would silently repair or cut is an error here.
    static func decode(_ bytes: [UInt8], file: String) throws(ConfigurationError) -> String {
        if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) { return text }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let bad = lines.firstIndex { $0.contains(0) || String(validating: $0, as: UTF8.self) == nil } ?? 0
        throw ConfigurationError(
            file: file, position: TextPosition(line: bad + 1, column: 1),
            message: lines[bad].contains(0) ? "holds a NUL byte" : "is not UTF-8")
    }

    /// The `*.toml` files of a directory, sorted by their bytes; none when there is no such directory.
    static func list(_ directory: String) throws(ConfigurationError) -> [String] {
        guard let stream = opendir(directory) else {
            if errno == ENOENT { return [] }
            throw unreadable(directory, errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = Glibc.readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            // Editors leave hidden files and backups behind.
            if name.hasSuffix(".toml"), !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\(directory)/\($0)" }
    }

    private static func unreadable(_ path: String, _ code: Int32) -> ConfigurationError {
        ConfigurationError(file: path, position: nil, message: "cannot be read: \(String(cString: strerror(code)))")
    }
}
