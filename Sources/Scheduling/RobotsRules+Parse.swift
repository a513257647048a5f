extension RobotsRules {
    /// Reads a robots.txt of any quality (RFC 9309 §2.2). Lines end in CR, LF or CRLF; an initial BOM is skipped.
    public static func parse(_ bytes: [UInt8]) -> RobotsRules {
        var parser = RobotsParser()
        for line in completeLines(bytes) {
            parser.read(line)
        }
        return parser.finish()
    }

    static let everyone: [UInt8] = [UInt8(ascii: "*")]

    /// The name in a User-agent line or of an agent, in lower case and without a version. Tokens are compared whole.
    /// The RFC allows letters, "-" and "_"; real names also hold digits and dots.
    static func productToken(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let text = ASCII.trimmed(text)
        if text.first == everyone[0], text.count == 1 || text[text.startIndex + 1] <= 0x20 { return everyone }
        return text.prefix { ASCII.isLetter($0) || ASCII.isDigit($0) || "-_.".utf8.contains($0) }.map(ASCII.lowercased)
    }

    private static func completeLines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        let isLineEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
        var text = bytes.prefix(sizeLimitBytes)
        if bytes.count > text.count, !isLineEnd(bytes[text.count]) {
            text = text[..<((text.lastIndex(where: isLineEnd) ?? -1) + 1)]
        }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
        return text.split(whereSeparator: isLineEnd)
    }
}

/// Follows the groups of a file line by line.
private struct RobotsParser {
    private var rules = RobotsRules()
    /// Whether the next User-agent line begins a group: at first and after an Allow or Disallow, not after other lines.
    private var isClosed = true

    mutating func read(_ line: ArraySlice<UInt8>) {
        let text = line.prefix { $0 != UInt8(ascii: "#") }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return }
        let key = ASCII.trimmed(text[..<colon])
        let value = ASCII.trimmed(text[(colon + 1)...])
        if ASCII.equalIgnoringCase(key, "user-agent") {
            addAgent(RobotsRules.productToken(value))
        } else if ASCII.equalIgnoringCase(key, "allow") {
            addRule(allows: true, pattern: value)
        } else if ASCII.equalIgnoringCase(key, "disallow") {
            addRule(allows: false, pattern: value)
        } else if ASCII.equalIgnoringCase(key, "crawl-delay") {
            addCrawlDelay(value)
        } else if ASCII.equalIgnoringCase(key, "sitemap"), !value.isEmpty {
            rules.addSitemap(value)
        }
    }

    mutating func finish() -> RobotsRules {
        for group in rules.groups.indices {
            rules.groups[group].rules.sort { $0.precedes($1) }
        }
        return rules
    }

    private mutating func addAgent(_ agent: [UInt8]) {
        if isClosed { rules.groups.append(RobotsGroup()) }
        isClosed = false
        let group = rules.groups.count - 1
        // A line that names nobody begins a group like any other, so that its rules fall to nobody.
        guard !agent.isEmpty, rules.groupsByAgent[agent]?.last != group else { return }
        rules.groupsByAgent[agent, default: []].append(group)
    }

    /// A rule without a path says nothing, but it is a rule: "Disallow:" alone closes its group.
    private mutating func addRule(allows: Bool, pattern value: ArraySlice<UInt8>) {
        isClosed = true
        guard let group = rules.groups.indices.last, !value.isEmpty else { return }
        let isAnchored = value.last == UInt8(ascii: "$")
        let start = rules.units.count
        rules.units += RobotsPath.units(ofPattern: isAnchored ? value.dropLast() : value)
        let rule = RobotsRule(
            allows: allows, isAnchored: isAnchored, pattern: start..<rules.units.count, units: rules.units)
        rules.groups[group].rules.append(rule)
    }

    private mutating func addCrawlDelay(_ value: ArraySlice<UInt8>) {
        guard let group = rules.groups.indices.last, let delay = Self.seconds(value) else { return }
        rules.groups[group].crawlDelay = max(delay, rules.groups[group].crawlDelay ?? .zero)
    }

    /// "10", "0.5": a day at most, to the millisecond.
    private static func seconds(_ text: ArraySlice<UInt8>) -> Duration? {
        let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !text.isEmpty, text.contains(where: ASCII.isDigit),
            parts.allSatisfy({ $0.allSatisfy(ASCII.isDigit) })
        else { return nil }
        let seconds = whole.reduce(Int64(0)) { min(86_400, $0 * 10 + Int64($1 - 0x30)) }
        let fraction = parts.count == 2 ? parts[1].prefix(3) : []
        let thousandths = (Array(fraction) + [0x30, 0x30, 0x30]).prefix(3).reduce(Int64(0)) {
            $0 * 10 + Int64($1 - 0x30)
        }
        return min(.seconds(86_400), .seconds(seconds) + .milliseconds(thousandths))
    }
}
