/// The directories that a group of deliveries touches: each is opened once and, in the end, flushed once.
struct DirectoryGroup {
    private let root: Directory
    private let mode: UInt32
    private var open: [String: Directory] = [:]
    /// Those with new names in them, by their path.
    private var changed: [String: Directory] = [:]

    /// - Parameter mode: of directories that are made.
    init(in root: Directory, mode: UInt32) {
        self.root = root
        self.mode = mode
    }

    /// The directory at the end of these names; what is missing of it is made.
    mutating func entered(_ names: [String]) throws(DeliveryError) -> Directory {
        var directory = root
        for name in names {
            let path = directory.below(name)
            if let known = open[path] {
                directory = known
                continue
            }
            let (next, isNew) = try directory.made(name, mode: mode)
            if isNew { note(directory) }
            open[path] = next
            directory = next
        }
        return directory
    }

    /// Notes that something in the directory has got a name.
    mutating func note(_ directory: Directory) { changed[directory.path] = directory }

    /// Makes all new names durable.
    ///
    /// - Parameter unflushed: paths of directories that an earlier group could not flush; those of this one that cannot be, are
    ///   added, the others taken out.
    mutating func flush(_ unflushed: inout Set<String>) throws(DeliveryError) {
        for path in unflushed where changed[path] == nil {
            let names = path.split(separator: "/").map(String.init)
            // One that is gone has no names to lose.
            if let directory = try root.descend(names) { changed[path] = directory } else { unflushed.remove(path) }
        }
        unflushed.formUnion(changed.keys)
        for (path, directory) in changed {
            try directory.synchronise()
            unflushed.remove(path)
        }
        changed.removeAll()
    }
}
