import Scheduling

enum RobotsFuzzing {
    /// The lines of the file are tried as addresses as well, and what a worker sends must mean the same as the file.
    static func faults(_ bytes: [UInt8]) -> [String] {
        let rules = RobotsRules.parse(bytes)
        let lines = bytes.split(separator: 0x0A).prefix(4).map { String(decoding: $0, as: UTF8.self) }
        var faults: [String] = []
        if RobotsRules(compiled: bytes)?.decision(agent: "*", url: "/robots.txt").isAllowed == false {
            faults.append("robots.txt itself is forbidden")
        }
        for agent in ["copydesk", "*", "Googlebot-News/2.1"] {
            for url in ["https://news.example/a?b=c%2Fd", "/", ""] + lines {
                let decision = rules.decision(agent: agent, url: url)
                let sent = RobotsRules(compiled: rules.compiled(for: agent))?.decision(agent: agent, url: url)
                if sent?.isAllowed != decision.isAllowed { faults.append("sent, \(url.debugDescription) differs") }
                let rule = decision.rule ?? ""
                if !rule.unicodeScalars.allSatisfy({ (0x20..<0x7F).contains($0.value) || $0 == "…" }) {
                    faults.append("a rule that a log should not show: \(rule.debugDescription)")
                }
            }
            if let delay = rules.crawlDelay(agent: agent), delay < .zero { faults.append("a delay of \(delay)") }
        }
        return faults
    }
}
