/// Finds what was probably meant by a misspelt name.
enum Suggestion {
    /// The candidate nearest to `name`, or `nil` when none is near enough to be what was meant.
    static func nearest(to name: String, among candidates: [String]) -> String? {
        let wanted = folded(name)
        let ranked = candidates.map { (candidate: $0, distance: distance(wanted, folded($0))) }
        let best = ranked.min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }
        if let best, best.distance <= max(1, wanted.count / 3) { return best.candidate }
        // "timeout" for "total_timeout": a part of the name is enough, if it is a telling part.
        let containing = candidates.filter { candidate in
            let other = folded(candidate)
            return min(wanted.count, other.count) >= 4
                && (contains(other, wanted) || contains(wanted, other))
        }
        return containing.min { ($0.count, $0) < ($1.count, $1) }
    }

    private static func folded(_ name: String) -> [UInt8] {
        name.lowercased().utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }

    /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours count one each.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (byte == other ? 0 : 1))
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
