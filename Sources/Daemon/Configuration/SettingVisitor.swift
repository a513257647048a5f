import Fetching

/// Walks over the settings of one table; each section describes its keys once, for reading and for listing.
protocol SettingVisitor {
    /// - Parameter kind: made only where it is needed: most keys of most tables are absent.
    mutating func visit<Value>(_ key: String, _ value: inout Value, _ kind: @autoclosure () -> SettingKind<Value>)
}

extension Configuration {
    /// Every section in the order of the shipped file.
    static let sectionNames = [
        "paths", "fetch", "polling", "extraction", "delivery", "revisions", "retention", "hooks", "archive", "monitor",
        "log",
    ]

    /// Walks over one section's settings.
    mutating func visitSection(_ name: String, _ visitor: inout some SettingVisitor) {
        switch name {
        case "paths": paths.visit(&visitor)
        case "fetch": fetch.visit(&visitor)
        case "polling": polling.visit(&visitor)
        case "extraction": extraction.visit(&visitor)
        case "delivery": delivery.visit(&visitor)
        case "revisions": revisions.visit(&visitor)
        case "retention": retention.visit(&visitor)
        case "hooks": hooks.visit(&visitor)
        case "archive": archive.visit(&visitor)
        case "monitor": monitor.visit(&visitor)
        default: log.visit(&visitor)
        }
    }

    /// Every setting as `(section, key, value as it would stand in the file)`; an absent one has an empty value.
    func listSettings() -> [Setting] {
        var copy = self
        return Self.sectionNames.flatMap { section in
            var lister = SettingLister()
            copy.visitSection(section, &lister)
            return lister.settings.map { Setting(section: section, key: $0.key, value: $0.value) }
        }
    }

    struct Setting: Equatable {
        var section: String
        var key: String
        var value: String
    }
}

/// Notes the keys and values it passes.
struct SettingLister: SettingVisitor {
    private(set) var settings: [(key: String, value: String)] = []

    mutating func visit<Value>(_ key: String, _ value: inout Value, _ kind: @autoclosure () -> SettingKind<Value>) {
        settings.append((key, kind().render(value)))
    }
}

extension Configuration.PathSettings {
    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("state", &state, .path)
        visitor.visit("output", &output, .path)
        visitor.visit("worker", &worker, SettingKind.path.optional)
    }
}

extension Configuration.FetchSettings {
    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("user_agent", &userAgent, .product)
        visitor.visit("contact_url", &contactURL, SettingKind.contact.optional)
        visitor.visit("max_transfers", &maxTransfers, .integer(1...1024))
        visitor.visit("per_host_connections", &perHostConnections, .integer(1...8))
        visitor.visit("delay", &delay, .duration(.zero ... .seconds(3600)))
        visitor.visit("group_hosts", &groupHosts, .choice)
        visitor.visit("connect_timeout", &connectTimeout, .duration(.milliseconds(100) ... .seconds(300)))
        visitor.visit("total_timeout", &totalTimeout, .duration(.milliseconds(100) ... .seconds(3600)))
        visitor.visit("body_limit", &bodyLimitBytes, .bytes(1000...256_000_000))
        visitor.visit("max_redirects", &maxRedirects, .integer(0...20))
        visitor.visit("allow_downgrade", &allowDowngrade, .boolean)
        visitor.visit("allow_addresses", &allowAddresses, SettingKind.addressRange.list(of: "address ranges"))
        visitor.visit("respect_robots", &respectRobots, .boolean)
    }
}

extension Configuration.PollingSettings {
    /// Shorter intervals than a second are for tests only, and are refused.
    static let allowed: ClosedRange<Duration> = .seconds(1) ... .seconds(30 * 86400)

    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("interval", &interval, .duration(Self.allowed))
        visitor.visit("min_interval", &minInterval, .duration(Self.allowed))
        visitor.visit("max_interval", &maxInterval, .duration(Self.allowed))
    }
}

extension Configuration.ExtractionSettings {
    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("workers", &workers, .integer(0...256))
        visitor.visit("wall_limit", &wallLimit, .duration(.milliseconds(100) ... .seconds(300)))
        visitor.visit("cpu_limit", &cpuLimit, .duration(.seconds(1) ... .seconds(300)))
        visitor.visit("memory_limit", &memoryLimitBytes, .bytes(64_000_000...16_000_000_000))
        visitor.visit("allow_unconfined", &allowUnconfined, .boolean)
        visitor.visit("favor", &favor, .choice)
    }
}

extension Configuration.DeliverySettings {
    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("headline", &headline, .boolean)
        visitor.visit("duplicates", &duplicates, .choice)
        visitor.visit("formats", &formats, SettingKind.choice.list(of: "formats"))
        visitor.visit("path", &path, .pathTemplate)
        visitor.visit("slug", &slug, .choice)
        visitor.visit("new", &new, .boolean)
        visitor.visit("latest", &latest, .integer(0...Self.latestLimit))
        visitor.visit("min_free", &minFreeBytes, .bytes(0...1_000_000_000_000_000))
    }
}

extension Configuration.RevisionSettings {
    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("look_again", &lookAgain, .duration(.zero ... .seconds(90 * 86400)))
        visitor.visit("small_changes", &smallChanges, .choice)
    }
}

extension Configuration.ArchiveSettings {
    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("keep", &keep, SettingKind.duration(.seconds(3600) ... .seconds(3650 * 86400)).optional)
    }
}

extension Configuration.MonitorSettings {
    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("control", &control, SettingKind.path.optional)
        visitor.visit("listen", &listen, SettingKind.loopbackAddress.optional)
        visitor.visit("search", &search, SettingKind.boolean.optional)
    }
}

extension Configuration.LogSettings {
    mutating func visit(_ visitor: inout some SettingVisitor) {
        visitor.visit("level", &level, .choice)
        visitor.visit("format", &format, .choice)
    }
}
