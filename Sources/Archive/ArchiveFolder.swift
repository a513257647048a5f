import Glibc

/// The files of the archive: `copydesk-<number>-<YYYYMMDD>.warc.gz`, in the order in which they were written.
public struct ArchiveFolder: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// The names of its files, oldest first; none where there is no folder.
    /// - Throws: where the folder is there and cannot be listed.
    public func files() throws(ArchiveError) -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return [] }
            throw ArchiveError("read", path)
        }
        defer { closedir(stream) }
        let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                String(cString: (UnsafeRawPointer(entry) + nameOffset).assumingMemoryBound(to: CChar.self)))
        }
        return names.filter { Self.number(of: $0) != nil }.sorted()
    }

    /// Where a file of the folder lies.
    public func path(of file: String) -> String { path + "/" + file }

    /// When the file was last written, in seconds since 1970 UTC; nil where it is gone.
    public func modified(_ file: String) -> Int64? {
        var status = stat()
        guard stat(path(of: file), &status) == 0 else { return nil }
        return Int64(status.st_mtim.tv_sec)
    }

    static func name(number: Int, milliseconds: Int64) -> String {
        let digits = String(number)
        let day = WARCDate.text(milliseconds: milliseconds).prefix(10).replacing("-", with: "")
        return "copydesk-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits + "-\(day).warc.gz"
    }

    static func number(of name: String) -> Int? {
        let parts = name.split(separator: "-")
        guard parts.count == 3, parts[0] == "copydesk", parts[2].hasSuffix(".warc.gz"), parts[1].count >= 8 else {
            return nil
        }
        return Int(parts[1])
    }
}

/// Why the archive cannot be read or written.
public struct ArchiveError: Error, Equatable, CustomStringConvertible {
    /// The C library's `errno`; 0 where it was not the system that refused.
    public let code: Int32
    public let description: String

    /// What was tried, when `errno` says why it failed.
    init(_ operation: String, _ path: String) {
        code = errno
        description = "cannot \(operation) \(path): \(String(cString: strerror(code)))"
    }

    init(reason: String) {
        code = 0
        description = reason
    }
}
