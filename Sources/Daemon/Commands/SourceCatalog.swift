import Foundation

/// The sources of a configuration with the places that they stand at, for the commands that change them.
struct SourceCatalog {
    struct Entry {
        let source: Configuration.Source
        let file: String
        /// The line of its table.
        let line: Int
        /// The line of its `paused`.
        let pausedLine: Int?
    }

    let path: String
    let configuration: Configuration
    let entries: [Entry]

    /// - Throws: every fault of the configuration: a file that is broken already is not changed further.
    init(path: String) throws(CommandFailure) {
        self.path = path
        var loader = ConfigurationLoader(path: path)
        do throws(ConfigurationErrors) {
            configuration = try loader.load()
        } catch {
            throw CheckCommand.failure(error)
        }
        entries = loader.locatedSources.map { located in
            Entry(
                source: located.source, file: located.places.file,
                line: located.places.line(ofKey: located.path) ?? 1,
                pausedLine: located.places.line(ofKey: located.path + [.key("paused")]))
        }
    }

    /// The file of a name in `sources.d`.
    func file(named name: String) -> String {
        let directory = ConfigurationPath.directory(of: path)
        return (directory == "." && !path.hasPrefix("./") ? "sources.d" : "\(directory)/sources.d") + "/" + name
    }

    var urls: Set<String> {
        Set(
            entries.compactMap {
                guard case .url(let url) = $0.source.origin else { return nil }
                return url
            })
    }

    var names: Set<String> { Set(entries.map { $0.source.name.lowercased() }) }

    /// - Throws: a data error that names the likeliest, where no source has the name.
    func entry(named name: String) throws(CommandFailure) -> Entry {
        if let entry = entries.first(where: { $0.source.name.lowercased() == name.lowercased() }) { return entry }
        let nearest = Suggestion.nearest(to: name, among: entries.map(\.source.name))
        let hint = nearest.map { " (did you mean \($0)?)" } ?? ""
        throw CommandFailure(.dataError, "no source is named \(quoted(name))\(hint)")
    }

    /// Replaces a file whole or not at all, and puts the old one back where the configuration would be broken by it.
    func replace(_ file: String, by text: String) throws(CommandFailure) {
        let old = FileManager.default.contents(atPath: file)
        try write(Data(text.utf8), to: file)
        do throws(CommandFailure) {
            _ = try CheckCommand.load(path)
        } catch {
            if let old {
                try write(old, to: file)
            } else {
                // It was not there before. One that cannot be removed is named by the error that follows.
                try? FileManager.default.removeItem(atPath: file)
            }
            throw error
        }
    }

    private func write(_ data: Data, to file: String) throws(CommandFailure) {
        do {
            try FileManager.default.createDirectory(
                atPath: ConfigurationPath.directory(of: file), withIntermediateDirectories: true)
            // A link stays a link: what it leads to is replaced.
            let url = URL(filePath: file).resolvingSymlinksInPath()
            // The old mode, which atomic writing does not keep; there is none for a new file.
            let mode = (try? FileManager.default.attributesOfItem(atPath: url.path))?[.posixPermissions]
            try data.write(to: url, options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: mode ?? 0o644], ofItemAtPath: url.path)
        } catch {
            throw CommandFailure(.inputOutput, "\(file): \(error.localizedDescription)")
        }
    }
}
