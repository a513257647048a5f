/// `copydesk reload`
public enum ReloadCommand {
    /// Nobody reads a configuration for as long.
    private static let limitSeconds = 60

    /// Has the running daemon read its configuration anew, and prints what changed, a line each.
    /// - Throws: `configuration` with all faults told, `unavailable` when no daemon runs.
    public static func run(configuration path: String) throws(CommandFailure) {
        let client = ControlClient(socket: try socket(path), limitSeconds: limitSeconds)
        let answer: ControlClient.Answer
        do throws(ControlClient.Failure) {
            answer = try client.ask("POST", "/reload")
        } catch {
            switch error {
            case .nobody: throw CommandFailure(.unavailable, "no daemon runs with \(path)")
            case .unreachable(let reason): throw CommandFailure(.unavailable, "the daemon cannot be asked: \(reason)")
            }
        }
        try report(answer)
    }

    private static func report(_ answer: ControlClient.Answer) throws(CommandFailure) {
        let lines = answer.text.split(separator: "\n").map(String.init)
        switch answer.status {
        case 200:
            let text = lines.map { LogText.clean($0, limit: 2000) + "\n" }.joined()
            try StandardStreams.write(Array(text.utf8))
        case 409:
            for fault in lines { StandardStreams.complain(fault) }
            throw CommandFailure(.configuration, "the new configuration is broken, the daemon keeps the old one")
        case 503: throw CommandFailure(.tryLater, lines.joined(separator: " "))
        default: throw CommandFailure(.inputOutput, lines.joined(separator: " "))
        }
    }

    private static func socket(_ path: String) throws(CommandFailure) -> String {
        var loader = ConfigurationLoader(path: path)
        do throws(ConfigurationErrors) {
            return try loader.loadControlSocket()
        } catch {
            for fault in error.errors { StandardStreams.complain("\(fault)") }
            throw CommandFailure(.configuration, "the new configuration is broken, nothing was reloaded")
        }
    }
}
