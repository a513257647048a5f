import URLs

/// What must hold between the settings of `copydesk.toml`.
struct SectionChecks {
    private let document: ConfigurationDocument
    /// A section that has errors already keeps defaults in their place, which say nothing.
    private let broken: Set<String>

    init(document: ConfigurationDocument, broken: Set<String>) {
        self.document = document
        self.broken = broken
    }

    func errors(in configuration: Configuration) -> [ConfigurationError] {
        let checks: [(sections: Set<String>, errors: () -> [ConfigurationError])] = [
            (["paths"], { paths(configuration.paths) }), (["fetch"], { fetch(configuration.fetch) }),
            (["polling"], { polling(configuration.polling) }),
            (["extraction"], { extraction(configuration.extraction) }),
            (["paths", "monitor"], { monitor(configuration) }),
        ]
        return checks.filter { $0.sections.isDisjoint(with: broken) }.flatMap { $0.errors() }
    }

    private func paths(_ paths: Configuration.PathSettings) -> [ConfigurationError] {
        if ConfigurationPath.overlap(paths.state, paths.output) {
            let message = "must not overlap \"state\": \(quoted(paths.output)) and \(quoted(paths.state))"
            return [error("paths", ["output", "state"], message)]
        }
        // Whoever reads the output would read the sources' secrets, and retention clears up in it.
        let own = ConfigurationPath.absolute(ConfigurationPath.directory(of: document.file), base: ".")
        guard ConfigurationPath.isWithin(own, paths.output) else { return [] }
        return [error("paths", ["output"], "must not hold the configuration itself (a directory of its own does)")]
    }

    private func fetch(_ fetch: Configuration.FetchSettings) -> [ConfigurationError] {
        guard fetch.connectTimeout > fetch.totalTimeout else { return [] }
        let limit = DurationText.render(fetch.connectTimeout)
        return [
            error("fetch", ["total_timeout", "connect_timeout"], "must be at least \"connect_timeout\", \"\(limit)\"")
        ]
    }

    private func polling(_ polling: Configuration.PollingSettings) -> [ConfigurationError] {
        if polling.minInterval > polling.maxInterval {
            let keys = ["min_interval", "max_interval"]
            let limit = DurationText.render(polling.maxInterval)
            return [error("polling", keys, "must be at most \"max_interval\", \"\(limit)\"")]
        }
        guard polling.interval < polling.minInterval || polling.interval > polling.maxInterval else { return [] }
        return [error("polling", ["interval", "min_interval", "max_interval"], polling.boundsMessage)]
    }

    private func extraction(_ extraction: Configuration.ExtractionSettings) -> [ConfigurationError] {
        // RLIMIT_CPU counts whole seconds (getrlimit(2)).
        guard extraction.cpuLimit.components.attoseconds != 0 else { return [] }
        return [error("extraction", ["cpu_limit"], "must be whole seconds")]
    }

    private func monitor(_ configuration: Configuration) -> [ConfigurationError] {
        let path = configuration.controlSocket
        let limit = Configuration.socketPathLimitBytes
        guard path.utf8.count > limit else { return [] }
        let message = "must be at most \(limit) bytes long, as the path of a Unix socket, not \(path.utf8.count)"
        if configuration.monitor.control != nil { return [error("monitor", ["control"], message)] }
        let advice = "leads to a control socket whose path is longer than \(limit) bytes (set \"control\" in [monitor])"
        return [error("paths", ["state"], advice)]
    }

    /// At the first of these keys that the file itself holds; its name begins the message.
    private func error(_ section: String, _ keys: [String], _ message: String) -> ConfigurationError {
        let given = keys.first { document.holds([.key(section), .key($0)]) } ?? keys[0]
        let subject = given == keys[0] ? "\"\(given)\"" : "\"\(keys[0])\" (by \"\(given)\")"
        return document.error(atValue: [.key(section), .key(given)], "\(subject) in [\(section)] \(message)")
    }
}

/// What must hold between the sources of all files.
enum SourceChecks {
    /// - Parameter polling: nil where it has errors of its own, and says nothing.
    static func errors(in sources: [LocatedSource], polling: Configuration.PollingSettings?) -> [ConfigurationError] {
        repeatedNames(sources) + repeatedURLs(sources) + (polling.map { intervals(sources, $0) } ?? [])
    }

    private static func repeatedNames(_ sources: [LocatedSource]) -> [ConfigurationError] {
        var first: [String: Int] = [:]
        return sources.indices.compactMap { index in
            let located = sources[index]
            // Output directories may be copied to file systems that ignore case.
            let name = located.source.name
            guard let number = first.updateUnlessPresent(name.lowercased(), index) else { return nil }
            let other = sources[number]
            let suggestion = suggestedName(located).map { " (give it a name, for example \"\($0)\")" } ?? ""
            let message = "a source is named \"\(name)\" already, at \(place(of: other))\(suggestion)"
            return located.error(at: ["name", "url"], message: message)
        }
    }

    private static func repeatedURLs(_ sources: [LocatedSource]) -> [ConfigurationError] {
        var first: [String: Int] = [:]
        return sources.indices.compactMap { index in
            let located = sources[index]
            guard case .url(let url) = located.source.origin else { return nil }
            // However it is spelled: HTTPS://News.Example:443/feed#top is https://news.example/feed.
            let address = WebURL.parse(url)?.withoutFragment.description ?? url
            guard let number = first.updateUnlessPresent(address, index) else { return nil }
            let other = sources[number]
            let message = "the same \"url\" stands at \(place(of: other))"
            return located.error(at: ["url"], message: message + " (remove one of the two)")
        }
    }

    private static func intervals(
        _ sources: [LocatedSource], _ polling: Configuration.PollingSettings
    ) -> [ConfigurationError] {
        sources.compactMap { located in
            guard let interval = located.source.interval,
                interval < polling.minInterval || interval > polling.maxInterval
            else { return nil }
            return located.error(at: ["interval"], message: "\"interval\" in [[source]] \(polling.boundsMessage)")
        }
    }

    private static func suggestedName(_ located: LocatedSource) -> String? {
        guard case .url(let url) = located.source.origin, let name = ConfiguredURL.displayPath(url),
            SourceName.problem(name) == nil, name.lowercased() != located.source.name.lowercased()
        else { return nil }
        return name
    }

    private static func place(of located: LocatedSource) -> String {
        let error = located.error(at: [], message: "")
        guard let position = error.position else { return error.file }
        return "\(error.file):\(position.line)"
    }
}

extension Dictionary {
    /// - Returns: what stands there already, and stays.
    fileprivate mutating func updateUnlessPresent(_ key: Key, _ value: Value) -> Value? {
        if let present = self[key] { return present }
        self[key] = value
        return nil
    }
}

extension Configuration.PollingSettings {
    /// What an interval outside of the bounds is told.
    fileprivate var boundsMessage: String {
        let (low, high) = (DurationText.render(minInterval), DurationText.render(maxInterval))
        return "must be within \"min_interval\" and \"max_interval\" of [polling], \"\(low)\" to \"\(high)\""
    }
}
