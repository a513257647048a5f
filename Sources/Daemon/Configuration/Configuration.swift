/// Everything an operator can decide, read from `copydesk.toml`, `sources.d/*.toml` and `sites.d/*.toml`.
///
/// In go the configuration files, out comes one checked value or every error with its file, line and column.
/// A configuration never changes: a reload makes a new value, and ``ConfigurationChange`` tells the two apart, so a
/// broken file leaves the running one alone. Nothing here logs, and nothing outside this folder reads a file of it.
///
/// Every field has the default that stands in the shipped `config/copydesk.toml`.
public struct Configuration: Equatable, Sendable {
    /// `[paths]`: where state and output live.
    public var paths = PathSettings()
    /// `[fetch]`: how pages are fetched.
    public var fetch = FetchSettings()
    /// `[polling]`: how often sources are looked at.
    public var polling = PollingSettings()
    /// `[extraction]`: the worker processes and their limits.
    public var extraction = ExtractionSettings()
    /// `[delivery]`: what the delivered files hold.
    public var delivery = DeliverySettings()
    /// `[revisions]`: whether articles are looked at again.
    public var revisions = RevisionSettings()
    /// `[retention]`: how much stays in the output directory.
    public var retention = RetentionSettings()
    /// `[hooks]`: who is told of deliveries.
    public var hooks = HookSettings()
    /// `[archive]`: whether raw pages are kept.
    public var archive = ArchiveSettings()
    /// `[monitor]`: where the running daemon answers.
    public var monitor = MonitorSettings()
    /// `[log]`: what is logged and in which form.
    public var log = LogSettings()
    /// Every `[[source]]`, in the order of the files' names and of the lines within a file.
    public var sources: [Source] = [] {
        didSet { sourcePlaces = Self.places(of: sources) }
    }
    /// Where each name stands in `sources`.
    private(set) var sourcePlaces: [String: Int] = [:]
    /// Every `sites.d/<host>.toml`, by host.
    public var sites: [String: SiteSettings] = [:]

    /// All defaults and no sources.
    public init() {}

    private static func places(of sources: [Source]) -> [String: Int] {
        Dictionary(zip(sources.map(\.name), sources.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The configuration that needs no file at all.
    public static let embeddedDefault = Configuration()

    /// Where an installed Copydesk keeps its configuration.
    public static let defaultPath = "/etc/copydesk/copydesk.toml"
}
