/// `copydesk run`
public enum DaemonCommand {
    /// Runs the daemon until SIGTERM or SIGINT.
    /// - Throws: what kept it from starting, with the exit code that systemd and scripts act on.
    public static func run(configuration path: String) throws(CommandFailure) {
        let configuration = try CheckCommand.load(path)
        let service = try Service(configuration, path: path)
        try service.run()
    }
}
