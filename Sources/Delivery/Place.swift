/// The final place of one file: its directory, open, and its name there.
struct Place {
    let file: StagedDelivery.File
    let directory: Directory
    let name: String

    init(_ file: StagedDelivery.File, in directory: Directory, name: String) {
        self.file = file
        self.directory = directory
        self.name = name
    }

    /// Opens the file's directory, flushing every one on the way; nil if there is none.
    ///
    /// The flush is for whoever died between making a directory and flushing its parent.
    init?(flushing file: StagedDelivery.File, in root: Directory) throws(DeliveryError) {
        let (parents, name) = try Self.components(of: file.path)
        var directory = root
        for parent in parents {
            try directory.synchronise()
            guard let next = try directory.existing(parent) else { return nil }
            directory = next
        }
        try directory.synchronise()
        self.file = file
        self.directory = directory
        self.name = name
    }

    /// Whether the right content stands there.
    func isFilled() throws(DeliveryError) -> Bool {
        try directory.entry(name) == .file(sha256: file.sha256)
    }

    /// Whether something else stands there.
    func isTaken() throws(DeliveryError) -> Bool {
        let entry = try directory.entry(name)
        return entry != .absent && entry != .file(sha256: file.sha256)
    }

    /// Moves the staged file there, unless its content stands there already.
    func fill(from staging: Directory) throws(DeliveryError) {
        if try isFilled() { return try staging.remove(file.staged) }
        guard try staging.move(file.staged, to: directory, as: name) else { throw .occupied(path: file.path) }
    }

    /// A path from a ledger is only as good as the ledger: it must stay below the output directory.
    static func components(of path: String) throws(DeliveryError) -> (parents: [String], name: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.last, parts.count > 1,
            parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") && !$0.utf8.contains(0) })
        else { throw .unusable(reason: "“\(CleanText.line(path))” is no path of an article") }
        return (parts.dropLast(), name)
    }
}
