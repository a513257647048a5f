/// What a reload changes, so that it can be applied, logged and answered.
public struct ConfigurationChange: Equatable, Sendable {
    /// Sources whose names are new.
    public var added: [Configuration.Source] = []
    /// Sources whose names are gone.
    public var removed: [Configuration.Source] = []
    /// Sources of the same name with other settings.
    public var changed: [SourceChange] = []
    /// Hosts whose rules in `sites.d` are new, gone or different, sorted.
    public var sites: [String] = []
    /// Settings of `copydesk.toml` that differ, in the order of the shipped file.
    public var settings: [SettingChange] = []

    /// A source before and after.
    public struct SourceChange: Equatable, Sendable {
        public var old: Configuration.Source
        public var new: Configuration.Source
    }

    /// A setting before and after, written as in the file; an absent one is empty.
    public struct SettingChange: Equatable, Sendable {
        /// Section and key, such as `fetch.delay`.
        public var key: String
        public var old: String
        public var new: String
        /// Whether the running daemon keeps the old value until it is restarted.
        public var needsRestart: Bool
    }

    /// Sections and settings that are only read at the start: they shape what is opened, spawned or connected there.
    /// ``Configuration/keepingWhatIsReadAtStart(of:)`` says the same in values.
    static let readAtStart: Set<String> = [
        "paths", "fetch.user_agent", "fetch.contact_url", "fetch.max_transfers", "fetch.per_host_connections",
        "fetch.allow_addresses", "fetch.respect_robots", "extraction.workers", "extraction.wall_limit",
        "extraction.cpu_limit", "extraction.memory_limit", "extraction.allow_unconfined", "delivery", "hooks",
        "archive", "monitor", "log.format",
    ]

    /// What a running daemon takes over though its section is read at the start.
    private static let readWhileRunning: Set<String> = ["delivery.duplicates", "delivery.min_free"]

    /// Compares two configurations; sources are told apart by their names.
    public init(from old: Configuration, to new: Configuration) {
        let oldSources = Dictionary(old.sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let newNames = Set(new.sources.map(\.name))
        for source in new.sources {
            guard let before = oldSources[source.name] else {
                added.append(source)
                continue
            }
            if before != source { changed.append(SourceChange(old: before, new: source)) }
        }
        removed = old.sources.filter { !newNames.contains($0.name) }
        let hosts = Set(old.sites.keys).union(new.sites.keys)
        sites = hosts.filter { old.sites[$0] != new.sites[$0] }.sorted()
        settings = zip(old.listSettings(), new.listSettings()).filter { $0 != $1 }.map { before, after in
            let key = "\(after.section).\(after.key)"
            let isReadAtStart = Self.readAtStart.contains(after.section) || Self.readAtStart.contains(key)
            let needsRestart = isReadAtStart && !Self.readWhileRunning.contains(key)
            return SettingChange(key: key, old: before.value, new: after.value, needsRestart: needsRestart)
        }
    }

    /// Whether the two configurations say the same; the order of sources does not matter.
    public var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && changed.isEmpty && sites.isEmpty && settings.isEmpty
    }

    /// The keys that wait for a restart.
    public var settingsNeedingRestart: [String] {
        settings.filter(\.needsRestart).map(\.key)
    }
}

extension Configuration {
    /// This configuration as a daemon that was started with `old` can follow it: what is only read at the start stays.
    func keepingWhatIsReadAtStart(of old: Configuration) -> Configuration {
        var kept = self
        kept.paths = old.paths
        kept.fetch.userAgent = old.fetch.userAgent
        kept.fetch.contactURL = old.fetch.contactURL
        kept.fetch.maxTransfers = old.fetch.maxTransfers
        kept.fetch.perHostConnections = old.fetch.perHostConnections
        kept.fetch.allowAddresses = old.fetch.allowAddresses
        kept.fetch.respectRobots = old.fetch.respectRobots
        kept.extraction = old.extraction
        kept.extraction.favor = extraction.favor
        kept.delivery = old.delivery
        kept.delivery.duplicates = delivery.duplicates
        kept.delivery.minFreeBytes = delivery.minFreeBytes
        kept.hooks = old.hooks
        kept.archive = old.archive
        kept.monitor = old.monitor
        kept.log.format = old.log.format
        return kept
    }
}
