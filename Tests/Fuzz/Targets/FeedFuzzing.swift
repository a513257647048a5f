import Feeds

enum FeedFuzzing {
    static func faults(_ bytes: [UInt8]) -> [String] {
        guard let feed = try? Feeds.read(FeedInput(bytes: bytes, url: "https://news.example/feeds/all.xml")) else {
            return []
        }
        let lines = feed.jsonLines()
        var faults = lines.flatMap { PageFuzzing.faults(json: Array($0)) }
        if lines.count != feed.items.count + 1 { faults.append("\(lines.count) lines of \(feed.items.count) items") }
        if lines.contains(where: { $0.contains(0x0A) }) { faults.append("a line feed inside a line") }
        for url in feed.items.compactMap(\.url) where !url.lowercased().hasPrefix("http") {
            faults.append("an address of another scheme: \(url)")
        }
        return faults
    }
}
