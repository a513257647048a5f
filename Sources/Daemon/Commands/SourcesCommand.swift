import Foundation
import JSON
import Ledger
import Worker

/// `copydesk sources list|add|import|export|pause|resume`: the files in `sources.d`, which people write too.
///
/// A running daemon takes a change up with its next reload (`systemctl reload copydesk`).
public enum SourcesCommand {
    /// `list`: a line for each source, as its file says it.
    public static func list(configuration path: String, asJSON: Bool) throws(CommandFailure) {
        let catalog = try SourceCatalog(path: path)
        var output: [UInt8] = []
        for entry in catalog.entries {
            output += (asJSON ? json(entry) : line(entry)) + [0x0A]
        }
        try StandardStreams.write(output)
    }

    private static func line(_ entry: SourceCatalog.Entry) -> [UInt8] {
        let state = entry.source.isPaused ? "  paused" : ""
        let text =
            "\(entry.source.name)  \(entry.source.kind.rawValue)  \(address(entry.source))\(state)  \(entry.file):\(entry.line)"
        return Array(LogText.clean(text, limit: 4000).utf8)
    }

    private static func json(_ entry: SourceCatalog.Entry) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("name", entry.source.name)
        json.member("kind", entry.source.kind.rawValue)
        switch entry.source.origin {
        case .url(let url): json.member("url", url)
        case .articles(let urls): json.member("articles", urls)
        }
        if !entry.source.tags.isEmpty { json.member("tags", entry.source.tags) }
        json.key("paused")
        json.bool(entry.source.isPaused)
        json.member("file", LogText.clean(entry.file, limit: 4000))
        json.key("line")
        json.integer(entry.line)
        json.endObject()
        return json.bytes
    }

    private static func address(_ source: Configuration.Source) -> String {
        switch source.origin {
        case .url(let url): url
        case .articles(let urls): "\(urls.count) articles"
        }
    }

    /// What `add` is given.
    public struct Addition: Sendable {
        public var url: String
        /// Nil for one made from the URL's host.
        public var name: String?
        /// Nil for what the document turns out to be.
        public var kind: Configuration.SourceKind?
        public var tags: [String]
        /// The file's name in `sources.d`.
        public var file: String

        public init(url: String, name: String?, kind: Configuration.SourceKind?, tags: [String], file: String) {
            self.url = url
            self.name = name
            self.kind = kind
            self.tags = tags
            self.file = file
        }
    }

    /// `add`: one more source, at the end of a file.
    public static func add(_ addition: Addition, configuration path: String) throws(CommandFailure) {
        let catalog = try SourceCatalog(path: path)
        if let problem = ConfiguredURL.problem(addition.url) {
            throw CommandFailure(.dataError, "the URL \(problem)")
        }
        if let known = catalog.entries.first(where: { $0.source.origin == .url(addition.url) }) {
            throw CommandFailure(
                .dataError, "\(known.source.name) has this URL already, at \(known.file):\(known.line)")
        }
        let name = addition.name ?? SourceFileEdit.name(title: nil, url: addition.url, taken: catalog.names)
        let source = SourceFileEdit.NewSource(url: addition.url, name: name, kind: addition.kind, tags: addition.tags)
        let file = try self.file(addition.file, catalog)
        try append([source], to: file, catalog)
        try say("added \(name) to \(file)")
    }

    /// `import`: every feed of an OPML file that is no source yet.
    public static func importOPML(_ input: String, file name: String, configuration path: String) throws(CommandFailure)
    {
        let catalog = try SourceCatalog(path: path)
        let listed = try feeds(of: input)
        var (taken, urls) = (catalog.names, catalog.urls)
        var new: [SourceFileEdit.NewSource] = []
        let progress = Progress("feed", of: listed.count)
        for feed in listed {
            progress.advance()
            guard ConfiguredURL.problem(feed.url) == nil, urls.insert(feed.url).inserted else { continue }
            let name = SourceFileEdit.name(title: feed.title, url: feed.url, taken: taken)
            taken.insert(name.lowercased())
            new.append(SourceFileEdit.NewSource(url: feed.url, name: name))
        }
        progress.end()
        let file = try self.file(name, catalog)
        if !new.isEmpty { try append(new, to: file, catalog) }
        try say(
            "\(listed.count) feeds read, \(new.count) added to \(file), \(listed.count - new.count) known already or without a usable URL"
        )
    }

    /// A worker reads the file: it may come from anybody.
    private static func feeds(of input: String) throws(CommandFailure) -> [FeedReply.Item] {
        let workers = try CommandWorkers()
        defer { workers.end() }
        var job = Job(id: 1, operation: .feed, body: try StandardStreams.read(input))
        job["poll"] = "yes"
        job["kind"] = "opml"
        do throws(CommandFailure) {
            return try FeedReply(jsonLines: try workers.run(job)).items
        } catch {
            throw CommandFailure(error.code, "\(input) cannot be read as OPML: \(error.message)")
        }
    }

    /// `export`: the feeds as OPML 2.0. A page is exported with the feed that was found on it, where the ledger knows one.
    public static func export(configuration path: String) throws(CommandFailure) {
        let catalog = try SourceCatalog(path: path)
        let discovered = found(in: try CheckCommand.load(path).paths.state)
        let outlines = catalog.entries.compactMap { entry -> OPMLWriter.Outline? in
            guard case .url(let url) = entry.source.origin, entry.source.kind.mayBeFeed else { return nil }
            let feed = discovered[entry.source.name]
            return OPMLWriter.Outline(title: entry.source.name, feed: feed ?? url, page: feed == nil ? nil : url)
        }
        try StandardStreams.write(Array(OPMLWriter.document(title: "Copydesk's sources", outlines).utf8))
    }

    private static func found(in state: String) -> [String: String] {
        // Before the daemon's first run there is no ledger, and nothing was found.
        guard let sources = try? Ledger(reading: state).sources() else { return [:] }
        return Dictionary(uniqueKeysWithValues: sources.compactMap { source in source.feed.map { (source.id, $0) } })
    }

    /// `pause` and `resume`.
    public static func pause(_ isPaused: Bool, name: String, configuration path: String) throws(CommandFailure) {
        let catalog = try SourceCatalog(path: path)
        let entry = try catalog.entry(named: name)
        let state = isPaused ? "paused" : "not paused"
        guard entry.source.isPaused != isPaused else { return try say("\(entry.source.name) is \(state) already") }
        let text = try SourceFileEdit.setting(
            paused: isPaused, in: read(entry.file), header: entry.line, key: entry.pausedLine)
        guard let text else {
            throw CommandFailure(
                .dataError,
                "\(entry.file):\(entry.line): the source has no [[source]] line of its own; set \"paused\" by hand")
        }
        try catalog.replace(entry.file, by: text)
        try say("\(entry.source.name) is \(state), in \(entry.file)")
    }

    private static func append(
        _ sources: [SourceFileEdit.NewSource], to file: String, _ catalog: SourceCatalog
    ) throws(CommandFailure) {
        let old = FileManager.default.fileExists(atPath: file) ? try read(file) : ""
        try catalog.replace(file, by: SourceFileEdit.adding(sources, to: old))
    }

    private static func file(_ name: String, _ catalog: SourceCatalog) throws(CommandFailure) -> String {
        let file = name.hasSuffix(".toml") ? name : name + ".toml"
        guard SourceName.problem(file) == nil else {
            throw CommandFailure(.usage, "a file in sources.d cannot be named \(quoted(name))")
        }
        return catalog.file(named: file)
    }

    private static func read(_ file: String) throws(CommandFailure) -> String {
        do throws(ConfigurationError) {
            return try ConfigurationFile.decode(try ConfigurationFile.read(file), file: file)
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
    }

    private static func say(_ sentence: String) throws(CommandFailure) {
        try StandardStreams.write(Array((LogText.clean(sentence, limit: 1000) + "\n").utf8))
    }
}

extension Configuration.SourceKind {
    /// Whether a reader of feeds could use it.
    fileprivate var mayBeFeed: Bool {
        switch self {
        case .auto, .rss, .atom, .json, .site: true
        case .sitemap, .list, .section, .article: false
        }
    }
}

/// Writes OPML 2.0 <http://opml.org/spec2.opml>.
enum OPMLWriter {
    struct Outline {
        let title: String
        let feed: String
        let page: String?
    }

    static func document(title: String, _ outlines: [Outline]) -> String {
        let lines = outlines.map { outline in
            let page = outline.page.map { " htmlUrl=\"\(escaped($0))\"" } ?? ""
            let name = escaped(outline.title)
            return
                "    <outline type=\"rss\" text=\"\(name)\" title=\"\(name)\" xmlUrl=\"\(escaped(outline.feed))\"\(page)/>\n"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="2.0">
              <head><title>\(escaped(title))</title></head>
              <body>
            \(lines.joined())  </body>
            </opml>

            """
    }

    private static func escaped(_ text: String) -> String {
        let escapes: [Character: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"]
        return text.reduce(into: "") { output, character in output += escapes[character] ?? String(character) }
    }
}
