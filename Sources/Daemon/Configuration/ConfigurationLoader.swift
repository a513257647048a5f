extension Configuration {
    /// Reads `copydesk.toml` at `path`, and every `sources.d/*.toml` and `sites.d/*.toml` beside it in the order of their names.
    ///
    /// Reading has no effect beyond its result, so a reload can throw its errors away and keep the old value.
    /// - Throws: all errors of all files together.
    public static func load(path: String) throws(ConfigurationErrors) -> Configuration {
        var loader = ConfigurationLoader(path: path)
        return try loader.load()
    }
}

/// Puts one configuration together from its files.
struct ConfigurationLoader {
    private let path: String
    private var configuration = Configuration()
    private var sources: [LocatedSource] = []
    /// After loading: every source with its place.
    var locatedSources: [LocatedSource] { sources }
    private var errors: [ConfigurationError] = []
    /// Sections of which a setting could not be read.
    private var brokenSections: Set<String> = []
    /// Keys of all sections, to tell where a misplaced one belongs.
    private let homes = Configuration.embeddedDefault.listSettings()

    init(path: String) {
        self.path = path
    }

    mutating func load() throws(ConfigurationErrors) -> Configuration {
        readMainFile()
        for file in files(of: "sources.d") { readSourceFile(file) }
        for file in files(of: "sites.d") { readSiteFile(file) }
        errors += SourceChecks.errors(
            in: sources, polling: brokenSections.contains("polling") ? nil : configuration.polling)
        guard errors.isEmpty else { throw ConfigurationErrors(errors: sorted(errors)) }
        configuration.sources = sources.map(\.source)
        return configuration
    }

    /// Where a daemon with this configuration listens. Only what says so is read: faults in the rest are the daemon's to tell, and
    /// who asks it need not be able to read its secrets.
    mutating func loadControlSocket() throws(ConfigurationErrors) -> String {
        if let document = read(path) {
            for section in ["paths", "monitor"] { readSection(section, document) }
            resolvePlaces()
        }
        guard errors.isEmpty else { throw ConfigurationErrors(errors: sorted(errors)) }
        return configuration.controlSocket
    }

    private mutating func readMainFile() {
        guard let document = read(path) else { return }
        for section in Configuration.sectionNames { readSection(section, document) }
        resolvePlaces()
        readWebhookFiles(document)
        errors += SectionChecks(document: document, broken: brokenSections).errors(in: configuration)
        readSources(document)
        refuseUnknownSections(document)
    }

    private mutating func readWebhookFiles(_ document: ConfigurationDocument) {
        let base = ConfigurationPath.directory(of: path)
        var known = Set(configuration.hooks.webhooks)
        for (index, place) in configuration.hooks.webhookFiles.enumerated() {
            do throws(SettingProblems) {
                let secret = try SecretFile.read(place, base: base) { address in
                    // Its message would quote the address.
                    if WebhookAddress.problem(address) != nil { return "holds no http or https URL" }
                    return known.insert(address).inserted ? nil : "holds an address that was named before"
                }
                configuration.hooks.webhookSecrets.append(secret)
            } catch {
                let steps: TOMLPath = [.key("hooks"), .key("webhook_files"), .index(index)]
                errors += error.problems.map {
                    document.error(atValue: steps, "\"webhook_files\" in [hooks] \($0.message)")
                }
            }
        }
    }

    /// Relative paths count from the file's directory.
    private mutating func resolvePlaces() {
        let base = ConfigurationPath.directory(of: path)
        configuration.paths.resolve(base: base)
        configuration.monitor.control = configuration.monitor.control.map {
            ConfigurationPath.absolute($0, base: base)
        }
    }

    private mutating func readSection(_ name: String, _ document: ConfigurationDocument) {
        guard let node = document.root[name] else { return }
        guard let table = node.table else {
            brokenSections.insert(name)
            let form = node.array != nil ? "not an array of tables [[\(name)]]" : "not a single value"
            errors.append(document.error(atKey: [.key(name)], "\"\(name)\" must be a table [\(name)], \(form)"))
            return
        }
        var reader = SettingReader(document, table: table, path: [.key(name)], title: "[\(name)]")
        configuration.visitSection(name, &reader)
        reader.refuseUnknownKeys(homes: homes)
        if !reader.errors.isEmpty { brokenSections.insert(name) }
        errors += reader.errors
    }

    private mutating func refuseUnknownSections(_ document: ConfigurationDocument) {
        let known = Configuration.sectionNames + ["source"]
        for key in document.root.keys where !known.contains(key) {
            let name = LogText.clean(key, limit: 80)
            let (message, hint) =
                switch document.root[key] {
                case .table?: ("unknown section [\(name)]", sectionHint(key, known))
                case .array?: ("unknown section [[\(name)]]", sectionHint(key, known))
                default: ("unknown key \(quoted(key))", keyHint(key))
                }
            errors.append(document.error(atKey: [.key(key)], message + hint))
        }
    }

    private func sectionHint(_ key: String, _ known: [String]) -> String {
        guard let name = Suggestion.nearest(to: key, among: known) else { return "" }
        return name == "source" ? " (did you mean [[source]]?)" : " (did you mean [\(name)]?)"
    }

    /// A setting that stands outside of every section.
    private func keyHint(_ key: String) -> String {
        let nearest = Suggestion.nearest(to: key, among: homes.map(\.key))
        if let home = homes.first(where: { $0.key == nearest }) {
            return " (did you mean \"\(home.key)\" in [\(home.section)]?)"
        }
        return SourceReader.keys.contains(key) ? " (did you mean \"\(key)\" in [[source]]?)" : ""
    }

    /// The site files of one directory, without any other file.
    mutating func loadSites(directory: String) throws(ConfigurationErrors) -> [String: Configuration.SiteSettings] {
        for file in list(directory) { readSiteFile(file) }
        guard errors.isEmpty else { throw ConfigurationErrors(errors: sorted(errors)) }
        return configuration.sites
    }

    private mutating func readSiteFile(_ file: String) {
        guard let document = read(file) else { return }
        var reader = SiteFileReader()
        let site = reader.read(document)
        errors += reader.errors
        guard let site else { return }
        if configuration.sites[site.host] != nil {
            let message = "the rules for \(site.host) stand in another file already"
            errors.append(ConfigurationError(file: file, position: nil, message: message))
        }
        configuration.sites[site.host] = site
    }

    /// The files of a directory beside `copydesk.toml`.
    private mutating func files(of name: String) -> [String] {
        let directory = ConfigurationPath.directory(of: path)
        return list(directory == "." && !path.hasPrefix("./") ? name : "\(directory)/\(name)")
    }

    private mutating func list(_ directory: String) -> [String] {
        do {
            return try ConfigurationFile.list(directory)
        } catch {
            errors.append(error)
            return []
        }
    }

    private mutating func readSourceFile(_ file: String) {
        guard let document = read(file) else { return }
        readSources(document)
        for key in document.root.keys where key != "source" {
            let message: String
            if Configuration.sectionNames.contains(key) {
                message = "[\(key)] belongs in copydesk.toml; here are only [[source]] tables"
            } else if SourceReader.keys.contains(key) {
                message = "\"\(key)\" must stand under [[source]]"
            } else {
                let hint = Suggestion.nearest(to: key, among: ["source"]).map { " (did you mean [[\($0)]]?)" } ?? ""
                message = "unknown key \(quoted(key)); here are only [[source]] tables\(hint)"
            }
            errors.append(document.error(atKey: [.key(key)], message))
        }
    }

    private mutating func readSources(_ document: ConfigurationDocument) {
        guard let node = document.root["source"] else { return }
        guard let array = node.array else {
            errors.append(document.error(atKey: [.key("source")], "[source] must have double brackets: [[source]]"))
            return
        }
        for index in 0..<array.count {
            let path: TOMLPath = [.key("source"), .index(index)]
            guard let table = array[index].table else {
                errors.append(document.error(atValue: path, "every source must be a table [[source]]"))
                continue
            }
            var reader = SourceReader(document, path: path)
            if let source = reader.read(table, homes: homes) { sources.append(source) }
            errors += reader.errors
        }
    }

    private mutating func read(_ file: String) -> ConfigurationDocument? {
        do {
            return try ConfigurationDocument.read(file)
        } catch {
            errors.append(error)
            return nil
        }
    }

    private func sorted(_ errors: [ConfigurationError]) -> [ConfigurationError] {
        let start = TextPosition(line: 0, column: 0)
        return errors.sorted { left, right in
            if left.file != right.file {
                return left.file == path || (right.file != path && left.file < right.file)
            }
            return (left.position ?? start) < (right.position ?? start)
        }
    }
}

extension Configuration.PathSettings {
    /// Makes relative paths absolute.
    mutating func resolve(base: String) {
        state = ConfigurationPath.absolute(state, base: base)
        output = ConfigurationPath.absolute(output, base: base)
        worker = worker.map { ConfigurationPath.absolute($0, base: base) }
    }
}
