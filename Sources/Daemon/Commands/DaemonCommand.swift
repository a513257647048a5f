/// `copydesk run`
public enum DaemonCommand {
    /// Runs the daemon until SIGTERM or SIGINT.
    /// - Parameters:
    ///   - path: of its `copydesk.toml`.
    ///   - logFormat: in the place of the configuration's.
    /// - Throws: what kept it from starting, with the exit code that systemd and scripts act on.
    public static func run(configuration path: String, logFormat: LogFormat?) throws(CommandFailure) {
        ProcessMemory.setUp()
        let configuration = try CheckCommand.load(path)
        let service = try Service(configuration, path: path, logFormat: logFormat)
        try service.run()
    }
}
