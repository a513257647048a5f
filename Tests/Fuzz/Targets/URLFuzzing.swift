import URLs

enum URLFuzzing {
    /// The first line is the base, the second a reference.
    static func faults(_ bytes: [UInt8]) -> [String] {
        let lines = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard let base = WebURL.parse(lines[0]) else { return [] }
        var faults = faults(base)
        if lines.count > 1, let resolved = base.resolve(lines[1]) { faults += self.faults(resolved) }
        return faults
    }

    private static func faults(_ url: WebURL) -> [String] {
        let text = url.description
        var faults: [String] = []
        // As in browsers, a path without slashes keeps its spaces: data:text/plain,hi there.
        let isOpaque = url.host == nil && !url.path.hasPrefix("/")
        if !text.utf8.allSatisfy({ ((isOpaque ? 0x20 : 0x21)..<0x7F).contains($0) }) {
            faults.append("not printable ASCII: \(text.debugDescription)")
        }
        guard let again = WebURL.parse(text) else { return faults + ["cannot be read again: \(text)"] }
        if again.description != text { faults.append("changes when read again: \(text) ▶ \(again.description)") }
        if again.host != url.host { faults.append("another host when read again: \(text)") }
        return faults
    }
}
