/// What a confined process that read a robots.txt sends back: the rules for one agent, with nothing left to interpret.
///
/// Rules, the delay and sitemaps, each behind a byte that says which: a rule is a byte of flags, a length in units and the
/// units, the delay is milliseconds, a sitemap a length in bytes and UTF-8. Numbers have four bytes, units two; all
/// little-endian.
extension RobotsRules {
    private enum Part: UInt8 {
        case rule = 1
        case delay = 2
        case sitemap = 3
    }

    private static let allowsFlag: UInt8 = 1
    private static let anchoredFlag: UInt8 = 2

    /// The rules that hold for an agent, the groups that name it merged.
    public func compiled(for agent: String) -> [UInt8] {
        var bytes: [UInt8] = []
        let groups = groups(for: agent)
        for rule in groups.flatMap(\.rules) {
            let flags = (rule.allows ? Self.allowsFlag : 0) | (rule.isAnchored ? Self.anchoredFlag : 0)
            bytes += [Part.rule.rawValue, flags]
            Self.append(UInt32(rule.pattern.count), to: &bytes)
            for unit in units[rule.pattern] {
                bytes.append(UInt8(truncatingIfNeeded: unit.code))
                bytes.append(UInt8(truncatingIfNeeded: unit.code >> 8))
            }
        }
        if let delay = crawlDelay(agent: agent) {
            // A day at most, so it fits.
            bytes.append(Part.delay.rawValue)
            Self.append(UInt32(delay / .milliseconds(1)), to: &bytes)
        }
        for sitemap in sitemaps {
            bytes.append(Part.sitemap.rawValue)
            Self.append(UInt32(sitemap.utf8.count), to: &bytes)
            bytes += sitemap.utf8
        }
        return bytes
    }

    /// Rules for whoever asks, from what `compiled(for:)` gave. Nil where it cannot have given them: whoever read the file
    /// is not trusted.
    public init?(compiled bytes: [UInt8]) {
        self.init()
        var group = RobotsGroup()
        var rest = bytes[...]
        while let part = rest.popFirst() {
            switch Part(rawValue: part) {
            case .rule:
                guard let rule = Self.readRule(&rest, units: &units) else { return nil }
                group.rules.append(rule)
            case .delay:
                guard let milliseconds = Self.readNumber(&rest), milliseconds <= 86_400_000 else { return nil }
                group.crawlDelay = .milliseconds(milliseconds)
            case .sitemap:
                guard let count = Self.readNumber(&rest), count <= rest.count else { return nil }
                addSitemap(rest.prefix(count))
                rest = rest.dropFirst(count)
            case nil:
                return nil
            }
        }
        group.rules.sort { $0.precedes($1) }
        groups = [group]
        groupsByAgent = [Self.everyone: [0]]
    }

    private static func readRule(_ rest: inout ArraySlice<UInt8>, units: inout [RobotsUnit]) -> RobotsRule? {
        guard let flags = rest.popFirst(), flags & ~(allowsFlag | anchoredFlag) == 0,
            let count = readNumber(&rest), count <= rest.count / 2
        else { return nil }
        let start = units.count
        for _ in 0..<count {
            guard let low = rest.popFirst(), let high = rest.popFirst(),
                let unit = RobotsUnit(patternCode: UInt16(high) << 8 | UInt16(low))
            else { return nil }
            units.append(unit)
        }
        return RobotsRule(
            allows: flags & allowsFlag != 0, isAnchored: flags & anchoredFlag != 0, pattern: start..<units.count,
            units: units)
    }

    private static func readNumber(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= 4 else { return nil }
        defer { rest = rest.dropFirst(4) }
        return rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        for shift in stride(from: UInt32(0), through: 24, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
