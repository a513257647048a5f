import JSON
import Worker

/// What the operator decided about cleaning pages: by the configuration in the daemon, by options on the command line.
public struct PageOptions: Sendable {
    public var favor = Configuration.Favor.balanced
    /// Rules by host.
    var sites: [String: Configuration.SiteSettings] = [:]
    /// Whether `favor` was asked for on the command line, where it stands above a site's own.
    public var overridesSites = false

    public init() {}

    init(_ configuration: Configuration) {
        favor = configuration.extraction.favor
        sites = configuration.sites
    }

    /// - Parameters:
    ///   - configuration: the path of a configuration file, whose sites and favor are taken.
    ///   - directory: a directory of site files, which stand above those of the configuration.
    public init(configuration: String?, sites directory: String?) throws(CommandFailure) {
        if let configuration { self.init(try CheckCommand.load(configuration)) } else { self.init() }
        if let directory { sites.merge(try CheckCommand.loadSites(directory)) { _, new in new } }
    }
}

extension Job {
    /// Tells the worker what the operator decided for the page at the job's address, which is set before.
    mutating func apply(_ options: PageOptions) {
        guard operation == .extract || operation == .explain else { return }
        let site = Configuration.site(for: self["url"], in: options.sites)
        let favor = options.overridesSites ? options.favor : site?.favor ?? options.favor
        if favor != .balanced { self["favor"] = favor.rawValue }
        if let site { self["site"] = site.rules }
    }
}

extension Configuration.SiteSettings {
    /// The rules that a worker applies, as one JSON object.
    fileprivate var rules: String {
        var json = JSONWriter()
        json.beginObject()
        json.member("host", host)
        for key in ["body", "strip", "keep", "title", "author", "date", "next_page_link", "single_page_link"] {
            json.member(key, self[key].map(\.selector))
        }
        json.endObject()
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
