/// One Allow or Disallow line. Its pattern lies in `RobotsRules.units`.
struct RobotsRule: Hashable, Sendable {
    let allows: Bool
    /// Whether the pattern ended in `$`.
    let isAnchored: Bool
    /// Length of the pattern in writing: the longer decides.
    let octets: Int
    let pattern: Range<Int>

    init(allows: Bool, isAnchored: Bool, pattern: Range<Int>, units: [RobotsUnit]) {
        self.allows = allows
        self.isAnchored = isAnchored
        self.pattern = pattern
        octets = units[pattern].reduce(isAnchored ? 1 : 0) { $0 + $1.octets }
    }

    /// RFC 9309 §2.2.2: the most specific rule decides, Allow if two are equally specific.
    func precedes(_ other: RobotsRule) -> Bool {
        octets != other.octets ? octets > other.octets : allows && !other.allows
    }

    /// Whether the pattern matches from the start of the path on.
    ///
    /// Where it fails it goes back to the last wildcard only, which suffices as an earlier one could only match what this
    /// one can. So it takes at most path × pattern steps, never exponentially many; each is taken from the budget, and
    /// when that is spent nothing matches any more.
    func matches(_ path: [RobotsUnit], units: [RobotsUnit], budget: inout Int) -> Bool {
        var position = 0
        var next = pattern.lowerBound
        var retry: (position: Int, next: Int)?
        while position < path.count {
            budget -= 1
            if budget <= 0 { return false }
            if next == pattern.upperBound, !isAnchored { return true }
            if next < pattern.upperBound, units[next] == .wildcard {
                next += 1
                retry = (position, next)
            } else if next < pattern.upperBound, units[next].matches(path[position]) {
                next += 1
                position += 1
            } else if let last = retry {
                position = last.position + 1
                next = last.next
                retry = (position, next)
            } else {
                return false
            }
        }
        return units[next..<pattern.upperBound].allSatisfy { $0 == .wildcard }
    }

    /// The rule as a line of the file, cut after 200 units: it goes into logs.
    func text(units: [RobotsUnit]) -> String {
        let shown = units[pattern].prefix(200)
        let end = shown.count < pattern.count ? "…" : isAnchored ? "$" : ""
        return (allows ? "Allow: " : "Disallow: ") + shown.map(\.text).joined() + end
    }
}

extension RobotsUnit {
    /// Only printable ASCII, whatever the file held.
    fileprivate var text: String {
        if self == .wildcard { return "*" }
        guard isEncoded else { return String(UnicodeScalar(byte)) }
        let digits = Array("0123456789ABCDEF")
        return "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
}
