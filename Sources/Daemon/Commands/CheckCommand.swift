/// `copydesk check`
public enum CheckCommand {
    /// Prints every fault of the configuration with file, line and column, or one line that says what was found.
    public static func run(configuration path: String) throws(CommandFailure) {
        let configuration = try load(path)
        let count = configuration.sources.count
        try StandardStreams.write(Array("\(path): \(count) \(count == 1 ? "source" : "sources"), no errors\n".utf8))
    }

    static func load(_ path: String) throws(CommandFailure) -> Configuration {
        do throws(ConfigurationErrors) {
            return try Configuration.load(path: path)
        } catch {
            for fault in error.errors { StandardStreams.complain("\(fault)") }
            throw CommandFailure(
                .configuration,
                "the configuration has \(error.errors.count) \(error.errors.count == 1 ? "error" : "errors")")
        }
    }
}
