import Glibc

/// `copydesk check`
public enum CheckCommand {
    /// Whether the sources are tried too.
    public enum Reach: Sendable {
        case files
        /// Only the sources of these names; all without any.
        case online(only: [String])
    }

    /// Prints every fault of the configuration with file, line and column, or one line that says what was found, and a line for
    /// each source that is tried.
    /// - Throws: "configuration" for a fault, "unavailable" where a source does not work.
    public static func run(configuration path: String, _ reach: Reach = .files) throws(CommandFailure) {
        let catalog = try SourceCatalog(path: path)
        let configuration = catalog.configuration
        let count = configuration.sources.count
        let sites = configuration.sites.isEmpty ? "" : ", rules for \(configuration.sites.count) sites"
        let sources = "\(count) \(count == 1 ? "source" : "sources")"
        try StandardStreams.write(Array("\(path): \(sources)\(sites), no errors\n".utf8))
        if case .online(let names) = reach { try OnlineCheck.run(catalog, only: names) }
    }

    static func load(_ path: String) throws(CommandFailure) -> Configuration {
        do throws(ConfigurationErrors) {
            return try Configuration.load(path: path)
        } catch {
            throw failure(error)
        }
    }

    /// The rules of a directory that need no configuration beside it.
    static func loadSites(_ directory: String) throws(CommandFailure) -> [String: Configuration.SiteSettings] {
        var isDirectory = stat()
        guard stat(directory, &isDirectory) == 0 else {
            throw CommandFailure(.noInput, "\(directory): \(String(cString: strerror(errno)))")
        }
        var loader = ConfigurationLoader(path: "")
        do throws(ConfigurationErrors) {
            return try loader.loadSites(directory: directory)
        } catch {
            throw failure(error)
        }
    }

    static func failure(_ error: ConfigurationErrors) -> CommandFailure {
        for fault in error.errors { StandardStreams.complain("\(fault)") }
        return CommandFailure(
            .configuration,
            "the configuration has \(error.errors.count) \(error.errors.count == 1 ? "error" : "errors")")
    }
}
