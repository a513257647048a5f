/// A source with the places that checks across sources point at.
struct LocatedSource {
    var source: Configuration.Source
    var places: ConfigurationPlaces
    var path: TOMLPath

    /// An error at the value of the first of these keys that the source's table holds, or else at the table.
    func error(at keys: [String], message: String) -> ConfigurationError {
        let key = keys.first { places.holds(path + [.key($0)]) }
        guard let key else { return places.error(atKey: path, message) }
        return places.error(atValue: path + [.key(key)], message)
    }
}

/// The keys of one `[[source]]` as the file holds them, before they make a source.
private struct SourceDraft {
    var url: String?
    var articles: [String]?
    var name: String?
    var kind: Configuration.SourceKind?
    var interval: Duration?
    var maxItems: Int?
    var maxAge: Duration?
    var duplicates: Configuration.Duplicates?
    var filter = Configuration.ItemFilter()
    var tags: [String] = []
    var language: String?
    var requests = Configuration.SourceRequests()
    var basicFile: String?
    var bearerFile: String?
    var cookieFile: String?
    /// Names of headers, and where their values stand.
    var headerFiles: [Configuration.SourceRequests.Header] = []
    var ignoreRobots: String?
    var isPaused = false
    var retention = Configuration.RetentionSettings()

    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("url", &url, SettingKind.webURL.optional)
        visitor.visit("articles", &articles, SettingKind.webURL.list(of: "URLs").optional)
        visitor.visit("name", &name, SettingKind.sourceName.optional)
        visitor.visit("kind", &kind, SettingKind.choice.optional)
        visitor.visit("interval", &interval, SettingKind.duration(Configuration.PollingSettings.allowed).optional)
        visitor.visit("max_items", &maxItems, SettingKind.integer(1...50_000).optional)
        visitor.visit("max_age", &maxAge, SettingKind.duration(.seconds(60) ... .seconds(3650 * 86400)).optional)
        visitor.visit("duplicates", &duplicates, SettingKind.choice.optional)
        visitor.visit("include_urls", &filter.includeURLs, SettingKind.pattern.list(of: "patterns"))
        visitor.visit("exclude_urls", &filter.excludeURLs, SettingKind.pattern.list(of: "patterns"))
        visitor.visit("include_titles", &filter.includeTitles, SettingKind.pattern.list(of: "patterns"))
        visitor.visit("exclude_titles", &filter.excludeTitles, SettingKind.pattern.list(of: "patterns"))
        visitor.visit("tags", &tags, SettingKind.tag.list(of: "words"))
        visitor.visit("language", &language, SettingKind.languageTag.optional)
        visitRequests(&visitor)
        visitor.visit("ignore_robots", &ignoreRobots, SettingKind.reason.optional)
        visitor.visit("paused", &isPaused, SettingKind.boolean)
    }

    private mutating func visitRequests(_ visitor: inout some SettingVisitor) {
        visitor.visit("user_agent", &requests.userAgent, SettingKind.product.optional)
        visitor.visit("proxy", &requests.proxy, SettingKind.proxy.optional)
        visitor.visit("headers", &requests.headers, SettingKind.headers)
        visitor.visit("cookie", &requests.cookie, SettingKind.headerValue.optional)
        visitor.visit("basic_auth_file", &basicFile, SettingKind.path.optional)
        visitor.visit("bearer_file", &bearerFile, SettingKind.path.optional)
        visitor.visit("cookie_file", &cookieFile, SettingKind.path.optional)
        visitor.visit("header_files", &headerFiles, SettingKind.headers)
        visitor.visit("origins", &requests.origins, SettingKind.origin.list(of: "origins"))
        retention.visit(&visitor, prefix: "retain_")
    }
}

extension SourceDraft {
    /// A file that the source names, and what it is for.
    struct SecretPlace {
        var key: String
        var steps: TOMLPath
        var place: String
        var use: Configuration.SourceSecret.Use
    }

    var secretFiles: [SecretPlace] {
        let single: [(String, String?, Configuration.SourceSecret.Use)] = [
            ("basic_auth_file", basicFile, .basic), ("bearer_file", bearerFile, .bearer),
            ("cookie_file", cookieFile, .cookie),
        ]
        let named = single.compactMap { key, place, use in
            place.map { SecretPlace(key: key, steps: [.key(key)], place: $0, use: use) }
        }
        return named
            + headerFiles.map {
                SecretPlace(
                    key: "header_files", steps: [.key("header_files"), .key($0.name)], place: $0.value,
                    use: .header($0.name))
            }
    }
}

/// Makes a source of one `[[source]]` table.
struct SourceReader {
    private let document: ConfigurationDocument
    private let path: TOMLPath
    private(set) var errors: [ConfigurationError] = []

    init(_ document: ConfigurationDocument, path: TOMLPath) {
        self.document = document
        self.path = path
    }

    /// Every key that a `[[source]]` may hold.
    static var keys: [String] {
        var lister = SettingLister()
        var draft = SourceDraft()
        draft.visit(&lister)
        return lister.settings.map(\.key)
    }

    /// The source, with errors where it is not whole, or `nil` and errors.
    mutating func read(_ table: [String: TOMLNode], homes: [Configuration.Setting]) -> LocatedSource? {
        var reader = SettingReader(document, table: table, path: path, title: "[[source]]")
        var draft = SourceDraft()
        draft.visit(&reader)
        reader.refuseUnknownKeys(homes: homes)
        errors = reader.errors
        let secrets = secrets(of: draft)
        let (origin, name) = (origin(of: draft), name(of: draft))
        // One that has other errors still takes part in what is checked across sources, so that all is found at once.
        guard let origin, let name else { return nil }
        var source = Configuration.Source(name: name, origin: origin)
        source.kind = draft.articles == nil ? draft.kind ?? .auto : .list
        var options = Configuration.SourceOptions()
        options.interval = draft.interval
        options.maxItems = draft.maxItems ?? options.maxItems
        options.maxAge = draft.maxAge
        options.duplicates = draft.duplicates
        options.filter = draft.filter
        options.tags = draft.tags
        options.language = draft.language
        options.requests = draft.requests
        options.requests.secrets = secrets
        options.robotsOverride = draft.ignoreRobots
        options.isPaused = draft.isPaused
        options.retention = draft.retention
        source.options = options
        return LocatedSource(source: source, places: document.places, path: path)
    }

    private mutating func origin(of draft: SourceDraft) -> Configuration.SourceOrigin? {
        switch (draft.url, draft.articles) {
        case (let url?, nil):
            return draft.kind == .article ? articlesOrigin([url], draft) : .url(url)
        case (nil, let articles?):
            return articlesOrigin(articles, draft)
        // A value that is wrong has its error already.
        case (nil, nil) where holds("url") || holds("articles"): break
        case (nil, nil):
            errors.append(document.error(atKey: path, "[[source]] needs a \"url\", or a list of \"articles\""))
        case (_?, _?):
            refuse("articles", "\"articles\" cannot stand beside \"url\"; make it a [[source]] of its own")
        }
        return nil
    }

    private mutating func articlesOrigin(_ articles: [String], _ draft: SourceDraft) -> Configuration.SourceOrigin? {
        let before = errors.count
        if articles.isEmpty { refuse("articles", "\"articles\" in [[source]] must name at least one URL") }
        if draft.articles != nil, draft.kind != nil, draft.kind != .list {
            refuse("kind", "\"kind\" beside \"articles\" can only be \"list\"")
        }
        let useless: [(String, Bool)] = [
            ("interval", draft.interval != nil), ("max_items", draft.maxItems != nil), ("max_age", draft.maxAge != nil),
        ]
        let beside = draft.articles == nil ? "kind = \"article\"" : "\"articles\""
        for (key, isGiven) in useless where isGiven {
            refuse(key, "\"\(key)\" has no effect beside \(beside); remove it")
        }
        return errors.count == before ? .articles(articles) : nil
    }

    /// What the source's files hold.
    private mutating func secrets(of draft: SourceDraft) -> [Configuration.SourceSecret] {
        let before = errors.count
        refuseDoubled(draft)
        let hasSecret = !draft.secretFiles.isEmpty || draft.requests.cookie != nil || !draft.requests.headers.isEmpty
        if !draft.requests.origins.isEmpty, !hasSecret {
            refuse("origins", "\"origins\" has no effect without headers, a cookie or credentials; remove it")
        }
        guard errors.count == before else { return [] }
        let base = ConfigurationPath.directory(of: document.file)
        var secrets: [Configuration.SourceSecret] = []
        for file in draft.secretFiles {
            do throws(SettingProblems) {
                let secret = try SecretFile.read(file.place, base: base, problem: file.use.problem)
                secrets.append(Configuration.SourceSecret(use: file.use, secret: secret))
            } catch {
                errors += error.problems.map {
                    document.error(atValue: path + file.steps, "\"\(file.key)\" in [[source]] \($0.message)")
                }
            }
        }
        return secrets
    }

    private mutating func refuseDoubled(_ draft: SourceDraft) {
        if draft.basicFile != nil, draft.bearerFile != nil {
            refuse("bearer_file", "\"bearer_file\" cannot stand beside \"basic_auth_file\"")
        }
        if draft.requests.cookie != nil, draft.cookieFile != nil {
            refuse("cookie_file", "\"cookie_file\" cannot stand beside \"cookie\"")
        }
        let names = Set(draft.requests.headers.map { $0.name.lowercased() })
        for header in draft.headerFiles where names.contains(header.name.lowercased()) {
            refuse("header_files", "\"header_files\" holds \(quoted(header.name)), which stands in \"headers\" too")
        }
    }

    private mutating func name(of draft: SourceDraft) -> String? {
        if let name = draft.name { return name }
        if holds("name") { return nil }
        guard let url = draft.url else {
            if holds("url") || (!holds("articles") && draft.articles == nil) { return nil }
            errors.append(document.error(atKey: path, "[[source]] with \"articles\" needs a \"name\""))
            return nil
        }
        // Only the host itself: any rule that makes names unique would rename directories when a source is added.
        guard let host = ConfiguredURL.displayHost(url), SourceName.problem(host) == nil else {
            refuse("url", "[[source]] needs a \"name\", because its host cannot be one")
            return nil
        }
        return host
    }

    /// Whether the source's table has the key, with whatever value.
    private func holds(_ key: String) -> Bool { document.holds(path + [.key(key)]) }

    private mutating func refuse(_ key: String, _ message: String) {
        errors.append(document.error(atKey: path + [.key(key)], message))
    }
}
