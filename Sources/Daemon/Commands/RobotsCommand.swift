import Scheduling
import Worker

/// `copydesk robots FILE --agent NAME URL…`
public enum RobotsCommand {
    /// Prints "allow URL" or "deny URL", a line each, in the order given.
    public static func run(file: String, agent: String, urls: [String]) throws(CommandFailure) {
        var job = Job(id: 1, operation: .robots, body: try StandardStreams.read(file))
        job["agent"] = agent
        let workers = try CommandWorkers()
        defer { workers.end() }
        guard let rules = RobotsRules(compiled: try workers.run(job)) else {
            throw CommandFailure(.bug, "a worker's answer holds no rules")
        }
        let lines = urls.map { "\(rules.decision(agent: agent, url: $0).isAllowed ? "allow" : "deny") \($0)\n" }
        try StandardStreams.write(Array(lines.joined().utf8))
    }
}
