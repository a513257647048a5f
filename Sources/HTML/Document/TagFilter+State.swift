extension TagFilter {
    /// A shorter script holds no article.
    private static let shortestState = 400
    /// The first value of a script that is state stands within this many bytes.
    private static let stateReach = 1_000

    /// Whether a script without a type of JSON assigns JSON all the same, as in `window.__STATE__ = {"…` and
    /// `= JSON.parse("…`. Pages that build themselves in the browser keep their text so.
    func assignsJSON(_ script: Range<Int>) -> Bool {
        guard script.count >= Self.shortestState else { return false }
        let reach = script.prefix(Self.stateReach)
        var position = reach.lowerBound
        while let equals = find(.equals, in: position..<reach.upperBound) {
            position = skipSpace(from: equals + 1, to: reach.upperBound)
            if startsJSON(at: position, to: reach.upperBound) { return true }
        }
        return false
    }

    private func startsJSON(at start: Int, to end: Int) -> Bool {
        switch byte(start) {
        case UInt8(ascii: "{"): return byte(skipSpace(from: start + 1, to: end)) == .quote
        case UInt8(ascii: "["): return [.quote, UInt8(ascii: "{")].contains(byte(skipSpace(from: start + 1, to: end)))
        default: return source[min(start, end)..<end].starts(with: "JSON.parse(".utf8)
        }
    }

    private func skipSpace(from start: Int, to end: Int) -> Int {
        var position = start
        while position < end, byte(position).isSpace { position += 1 }
        return position
    }
}
