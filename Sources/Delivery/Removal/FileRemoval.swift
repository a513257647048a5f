/// Takes the files of delivered articles away, those of several articles in one go.
///
/// The caller writes down durably what it is about to remove, and repeats the removal after a crash; what is not there any
/// more is fine. Nothing is gone for good before `finish`.
public struct FileRemoval {
    private let root: Directory
    /// Directories of articles that names were taken from, by their path.
    private var touched: [String: Directory] = [:]
    /// `new/` and `latest/`, where they are there.
    private let offered: [Directory]

    init(in root: Directory) throws(DeliveryError) {
        self.root = root
        var offered: [Directory] = []
        for name in [ArticleStore.newName, ArticleStore.latestName] {
            if let directory = try root.existing(name) { offered.append(directory) }
        }
        self.offered = offered
    }

    /// Removes all that belongs to these texts of one article: first the texts, so that whoever sees one finds its JSON.
    ///
    /// A directory that stands under one of the names is left alone, and so is everything behind a link.
    ///
    /// - Parameter texts: the paths of the text files, relative to the output directory.
    public mutating func remove(_ texts: [String]) throws(DeliveryError) {
        var places: [(directory: Directory, stem: String)] = []
        for text in texts {
            let (parents, name) = try Place.components(of: text)
            for directory in offered { try directory.removeUnlessDirectory(name) }
            guard let directory = try directory(parents) else { continue }
            try directory.removeUnlessDirectory(name)
            places.append((directory, name.hasSuffix(".txt") ? String(name.dropLast(4)) : name))
        }
        let suffixes = ArticleStore.Format.allCases.map(\.rawValue) + ["json"]
        for place in places {
            // Also in formats that were asked for once.
            for suffix in suffixes { try place.directory.removeUnlessDirectory("\(place.stem).\(suffix)") }
        }
    }

    /// Makes it durable, and removes directories that are empty now.
    public func finish() throws(DeliveryError) {
        for directory in offered + touched.values { try directory.synchronise() }
        // The deepest first.
        for path in touched.keys.sorted(by: { $0.utf8.count > $1.utf8.count }) { try prune(path) }
    }

    private mutating func directory(_ parents: [String]) throws(DeliveryError) -> Directory? {
        let path = parents.joined(separator: "/")
        if let known = touched[path] { return known }
        let directory = try root.descend(parents)
        touched[path] = directory
        return directory
    }

    /// Removes a directory and those above it as far as they are empty, up to the one of all articles.
    private func prune(_ path: String) throws(DeliveryError) {
        var parts = path.split(separator: "/").map(String.init)
        while parts.count > 1 {
            let name = parts.removeLast()
            guard let parent = try root.descend(parts), try parent.removeEmpty(name) else { return }
            try parent.synchronise()
        }
    }
}

extension ArticleStore {
    /// Begins to take files away.
    public func removal() throws(DeliveryError) -> FileRemoval { try FileRemoval(in: root()) }

    /// What an article's files take, those of all its revisions.
    public func size(of texts: [String]) throws(DeliveryError) -> Int {
        let root = try root()
        var bytes = 0
        for text in texts {
            let (parents, name) = try Place.components(of: text)
            guard let directory = try root.descend(parents) else { continue }
            let stem = name.hasSuffix(".txt") ? String(name.dropLast(4)) : name
            for suffix in ["txt", "json"] + Format.allCases.map(\.rawValue) {
                bytes += try directory.size(of: "\(stem).\(suffix)")
            }
        }
        return bytes
    }
}
