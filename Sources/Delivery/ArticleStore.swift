import Glibc
import Synchronization

// Delivery: from a clean article to files that other programs pick up.
//
// In: an article as a value, and the moment. Out: the text and the JSON beside it under their final names, or a reason.
// A file under a final name is complete and is never written to, replaced or moved again. Delivery keeps no record of
// what it did: the caller's ledger does, in this order, which makes each delivery happen exactly once:
//
//     let staged = try store.stage(article, as: number, now: now)   // temporary files, written and flushed
//     …record the intent…
//     try store.publish(staged)                                     // renamed without replacing, directories flushed
//     …record the delivery, and with it the number of its line in the journal…
//     let newest = try store.append(entries)                        // see ArticleStore+Journal.swift
//
// Each step takes a group as well, whose members share the flush. It reads neither clock nor configuration, fetches nothing and never logs.

/// The owner of the output directory. It holds no state but its lock and what could not be flushed, so any queue may call it; one
/// delivery of an article at a time.
public final class ArticleStore: Sendable {
    /// How files are made.
    public struct Options: Equatable, Sendable {
        /// Whether the text file begins with the headline; else it is the body only.
        public var headlineFirst = true
        /// What is written beside the text and the JSON.
        public var formats: Set<Format> = []
        public var path = PathTemplate.standard
        public var slug = Slug.Script.latin
        /// Whether every text gets a second name in `new/`, for consumers that take it away from there.
        public var offersNew = false
        /// How many of the newest texts have a link in `latest/`.
        public var latest = 0
        /// Permissions of the files. 0640 with a group of readers keeps others out.
        public var fileMode: UInt32 = 0o644
        /// Permissions of the directories. 0750 goes with 0640.
        public var directoryMode: UInt32 = 0o755

        public init() {}
    }

    /// A further form of an article; its name is the file's suffix.
    public enum Format: String, CaseIterable, Sendable {
        case html, md
    }

    static let stagingName = ".staging"
    static let newName = "new"
    static let latestName = "latest"

    let path: String
    let options: Options
    /// The staging directory, locked as long as the store lives: a second daemon would clear it away.
    private let lock: Mutex<Directory>
    /// Paths of directories that could not be flushed: nothing is known to be durable before they are.
    private let unflushed = Mutex<Set<String>>([])

    /// Opens the output directory, which is created if absent.
    public init(directory: String, options: Options = Options()) throws(DeliveryError) {
        path = directory
        self.options = options
        try Self.make(directory, mode: options.directoryMode)
        lock = Mutex(try Self.locked(Directory.root(directory), named: directory))
    }

    /// Locks the staging directory of an output directory.
    private static func locked(_ root: Directory, named name: String) throws(DeliveryError) -> Directory {
        let staging = try root.entered(stagingName, mode: 0o700)
        guard flock(staging.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw DeliveryError(operation: "lock", path: stagingName) }
            throw .inUse(directory: name)
        }
        return staging
    }

    /// The article as its text file would hold it.
    public func rendered(_ article: DeliveredArticle) -> String {
        Rendering.text(article, headlineFirst: options.headlineFirst)
    }

    /// A delivered text; nil where it is not there any more, or not as it was delivered.
    public func text(at path: String, sha256: String) throws(DeliveryError) -> String? {
        let file = StagedDelivery.File(staged: "", path: path, sha256: sha256)
        guard let place = try Place(flushing: file, in: root()), try place.isFilled(),
            let bytes = try place.directory.content(of: place.name, limit: Self.textLimitBytes)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// More than any text has.
    private static let textLimitBytes = 64 << 20

    /// The output directory. Where it was replaced while running, or the staging directory in it, the lock moves to the one
    /// that has the name now; if another process has that, it is `inUse`. One that is missing is not made anew: it may
    /// be a disk that comes back.
    func root() throws(DeliveryError) -> Directory {
        let root = try Directory.root(path)
        let held = try root.existing(Self.stagingName)?.identity()
        let result = lock.withLock { (lock: inout sending Directory) -> Result<Void, DeliveryError> in
            Result { () throws(DeliveryError) in
                if let held, try held == lock.identity() { return }
                lock = try Self.locked(root, named: path)
            }
        }
        try result.get()
        return root
    }

    /// Bytes that are free for us on the output directory's file system; nil while it cannot be asked.
    public var freeBytes: Int? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? Int.max : Int(clamping: bytes)
    }

    /// Makes the names durable that a group of deliveries has got, and those that the groups before it have left over.
    func flush(_ directories: inout DirectoryGroup) throws(DeliveryError) {
        let result = unflushed.withLock { paths in
            Result { () throws(DeliveryError) in try directories.flush(&paths) }
        }
        try result.get()
    }

    func staging(in root: Directory) throws(DeliveryError) -> Directory {
        try root.entered(Self.stagingName, mode: 0o700)
    }

    /// Makes the directory and those above it, durably.
    private static func make(_ path: String, mode: UInt32) throws(DeliveryError) {
        if mkdir(path, mode) == 0 {
            return try Directory.root(parent(of: path)).synchronise()
        }
        switch errno {
        case EEXIST: return
        case ENOENT where parent(of: path) != path:
            try make(parent(of: path), mode: mode)
            try make(path, mode: mode)
        default: throw DeliveryError(operation: "create", path: path)
        }
    }

    private static func parent(of path: String) -> String {
        var name = path[...]
        while name.utf8.count > 1, name.last == "/" { name.removeLast() }
        guard let slash = name.lastIndex(of: "/") else { return "." }
        return slash == name.startIndex ? "/" : String(name[..<slash])
    }
}
