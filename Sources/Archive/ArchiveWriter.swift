import Glibc

/// Writes the archive: every answer a record, flushed before the call returns. A new file begins every day and with every 256
/// MiB. Used from one queue.
///
/// A record that a crash has torn is cut at the next start; files whose last record is older than is kept are removed.
public final class ArchiveWriter {
    private let folder: ArchiveFolder
    private let software: String
    private let limits: Limits
    private var file: OpenFile?
    private var lastNumber = 0
    private var kept = KeptPayloads()

    /// When a new file is begun.
    public struct Limits: Sendable {
        /// A file of so many bytes is full.
        public var fileBytes = 256 << 20
        /// So long after its first record a file is full, in milliseconds.
        public var fileMilliseconds: Int64 = 86_400_000

        public init() {}
    }

    private struct OpenFile {
        let name: String
        let descriptor: Int32
        /// When its first record was written.
        let begun: Int64
    }

    /// Opens the folder, made if there is none, and mends its newest file.
    ///
    /// - Parameters:
    ///   - folder: where the files lie.
    ///   - software: name and version, for the files' first records.
    ///   - limits: when a file is full.
    ///   - now: the moment, in milliseconds since 1970 UTC.
    /// - Throws: where the folder cannot be made, read or mended.
    public init(folder: ArchiveFolder, software: String, limits: Limits = Limits(), now: Int64) throws(ArchiveError) {
        self.folder = folder
        self.software = software
        self.limits = limits
        guard mkdir(folder.path, 0o750) == 0 || errno == EEXIST else { throw ArchiveError("create", folder.path) }
        guard let newest = try folder.files().last else { return }
        lastNumber = ArchiveFolder.number(of: newest) ?? 0
        try mend(newest)
    }

    deinit { if let file { close(file.descriptor) } }

    /// Keeps an answer: whole, or as a revisit where its payload is kept already or did not change (304). What is larger than any
    /// page that is read is not kept.
    /// - Throws: where the record cannot be written.
    public func keep(_ exchange: Exchange) throws(ArchiveError) {
        guard exchange.message.body.count <= WARCReader.limitBytes / 2 else { return }
        let record = try record(of: exchange)
        try append(record, to: try currentFile(now: exchange.timeMilliseconds))
        kept.note(record)
    }

    /// Removes the files whose last record is older, in milliseconds. The one that is being written stays.
    /// - Returns: how many.
    /// - Throws: where the folder cannot be listed or a file not removed.
    public func purge(keep: Int64, now: Int64) throws(ArchiveError) -> Int {
        var removed = 0
        for name in try folder.files() where name != file?.name {
            guard let modified = folder.modified(name), modified * 1000 < now - keep else { continue }
            guard unlink(folder.path(of: name)) == 0 || errno == ENOENT else {
                throw ArchiveError("remove", folder.path(of: name))
            }
            removed += 1
        }
        return removed
    }

    private func record(of exchange: Exchange) throws(ArchiveError) -> WARCRecord {
        if exchange.message.status == 304 {
            return .revisit(exchange, of: kept[url: exchange.url], id: Self.newID())
        }
        guard let digest = PayloadDigest.of(exchange.message.body) else {
            throw ArchiveError(reason: "libcrypto has no SHA-1")
        }
        if let former = kept[digest: digest] { return .revisit(exchange, of: former, id: Self.newID()) }
        return .response(exchange, digest: digest, id: Self.newID())
    }

    private func currentFile(now: Int64) throws(ArchiveError) -> OpenFile {
        if let file {
            // One that somebody removed is no longer to be written to.
            var status = stat()
            let isThere = fstat(file.descriptor, &status) == 0 && status.st_nlink > 0
            let isYoung = now >= file.begun && now - file.begun < limits.fileMilliseconds
            if isThere, isYoung, Int(status.st_size) < limits.fileBytes { return file }
            close(file.descriptor)
            self.file = nil
        }
        return try newFile(now: now)
    }

    private func newFile(now: Int64) throws(ArchiveError) -> OpenFile {
        lastNumber += 1
        let name = ArchiveFolder.name(number: lastNumber, milliseconds: now)
        let descriptor = open(folder.path(of: name), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw ArchiveError("create", folder.path(of: name)) }
        let new = OpenFile(name: name, descriptor: descriptor, begun: now)
        file = new
        try append(.warcinfo(software: software, file: name, milliseconds: now, id: Self.newID()), to: new)
        let directory = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { if directory >= 0 { close(directory) } }
        guard directory >= 0, fsync(directory) == 0 else { throw ArchiveError("flush", folder.path) }
        return new
    }

    /// On failure the file is as long as before.
    private func append(_ record: WARCRecord, to file: OpenFile) throws(ArchiveError) {
        guard let bytes = GzipMember.compressed(record.bytes) else { throw ArchiveError(reason: "zlib has no memory") }
        var status = stat()
        guard fstat(file.descriptor, &status) == 0 else { throw ArchiveError("stat", file.name) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file.descriptor, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = ArchiveError("write", file.name)
                // When this fails too, the torn record is cut at the next start.
                _ = ftruncate(file.descriptor, status.st_size)
                throw error
            }
            written += count
        }
        guard fdatasync(file.descriptor) == 0 else {
            let error = ArchiveError("flush", file.name)
            _ = ftruncate(file.descriptor, status.st_size)
            throw error
        }
    }

    /// Cuts what stands behind the last whole record of a file, and takes over what it holds. It is not written to again.
    private func mend(_ name: String) throws(ArchiveError) {
        let path = folder.path(of: name)
        var end = 0
        do {
            let reader = try WARCReader(path: path)
            while let entry = try reader.next() {
                kept.note(entry.record)
                end = entry.end
            }
        } catch .damaged {
            // Cut below.
        } catch .tooLarge {
            return  // No record of ours, so no torn one.
        } catch {
            throw ArchiveError(reason: "cannot read \(path): \(error)")
        }
        guard end > 0 else {
            guard unlink(path) == 0 else { throw ArchiveError("remove", path) }
            return
        }
        var status = stat()
        guard stat(path, &status) == 0 else { throw ArchiveError("stat", path) }
        if Int(status.st_size) > end, truncate(path, off_t(end)) != 0 { throw ArchiveError("shorten", path) }
    }

    /// RFC 9562, version 4.
    private static func newID() -> String {
        var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var text = "<urn:uuid:"
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.append(digit)
        }
        return text + ">"
    }
}

@available(*, unavailable) extension ArchiveWriter: Sendable {}
