import Scheduling

/// `copydesk robots FILE --agent NAME URL…`
public enum RobotsCommand {
    /// Prints "allow URL" or "deny URL", a line each, in the order given.
    public static func run(file: String, agent: String, urls: [String]) throws(CommandFailure) {
        let rules = RobotsRules.parse(try StandardStreams.read(file))
        let lines = urls.map { "\(rules.decision(agent: agent, url: $0).isAllowed ? "allow" : "deny") \($0)\n" }
        try StandardStreams.write(Array(lines.joined().utf8))
    }
}
