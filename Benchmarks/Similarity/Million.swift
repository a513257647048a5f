import Foundation
import Ledger
import Similarity

/// A ledger of very many delivered articles: how large it is, and what it takes to find the near-duplicates of one more.
enum Million {
    static let largestBytes = 1_000_000_000
    static let longestLookup = Duration.milliseconds(2)

    /// - Parameters:
    ///   - directory: is filled; on a file system in memory it takes minutes, since every delivery is flushed.
    ///   - count: of articles.
    /// - Returns: whether size and time stay within the limits.
    static func run(directory: String, count: Int) throws -> Bool {
        let generator = InventedPress()
        try fill(directory, count, generator)
        let bytes =
            try FileManager.default.attributesOfItem(atPath: "\(directory)/\(Ledger.fileName)")[.size] as? Int ?? 0
        print("\(count) articles: \(bytes) bytes, \(bytes / count) an article")
        // As after a restart: nothing is in SQLite's own cache.
        let ledger = try Ledger(directory: directory)
        let (strangers, _) = try lookups(of: 2000, ledger) { generator.text(count + $0) }
        let (copies, found) = try lookups(of: 2000, ledger) { generator.copy($0 * (count / 2000)) }
        print("look-up of a new text: \(strangers)")
        print("look-up of a copy: \(copies); \(found) of 2000 found")
        let isFast = max(strangers.mean, copies.mean) <= longestLookup
        return isFast && found >= 1900 && Double(bytes) <= Double(largestBytes) * Double(count) / 1_000_000
    }

    private struct Times: CustomStringConvertible {
        let sorted: [Duration]
        var mean: Duration { sorted.reduce(.zero, +) / sorted.count }
        var description: String {
            func text(_ duration: Duration) -> String { String(format: "%.3f ms", duration / .milliseconds(1)) }
            return
                "mean \(text(mean)), 99 % within \(text(sorted[sorted.count * 99 / 100])), longest \(text(sorted[sorted.count - 1]))"
        }
    }

    /// What is measured is what the daemon does: from a clean text to the candidates' likeness.
    private static func lookups(of count: Int, _ ledger: Ledger, text: (Int) -> String) throws -> (Times, Int) {
        var times: [Duration] = []
        var found = 0
        for number in 0..<count {
            guard let signed = SignedText(text(number)) else { continue }
            let start = ContinuousClock.now
            let near = try ledger.similar(to: signed.buckets, except: "another").contains { candidate in
                TextSignature(shingles: candidate.shingles, minima: candidate.minima)
                    .map { signed.signature.likeness(to: $0).isNearDuplicate() } ?? false
            }
            times.append(ContinuousClock.now - start)
            if near { found += 1 }
        }
        return (Times(sorted: times.sorted()), found)
    }

    private static func fill(_ directory: String, _ count: Int, _ press: InventedPress) throws {
        let ledger = try Ledger(directory: directory)
        try ledger.register(
            sources: (0..<200).map { SourceSeed(id: press.source($0), url: "https://\($0).example/feed", kind: "rss") },
            now: 0)
        for start in stride(from: 0, to: count, by: 1000) {
            let numbers = Array(start..<min(start + 1000, count))
            for (source, numbers) in Dictionary(grouping: numbers, by: press.source) {
                let new = try ledger.discover(numbers.map(press.item), source: source, now: Int64(start))
                for (number, article) in zip(numbers, new) { try deliver(press, number, article.id, ledger) }
            }
            if start % 50_000 == 0 { FileHandle.standardError.write(Data("\(start)\n".utf8)) }
        }
    }

    private static func deliver(_ press: InventedPress, _ number: Int, _ article: Int64, _ ledger: Ledger) throws {
        let text = press.text(number)
        var content = ArticleContent(fingerprint: TextFingerprint.of([text]))
        content.signature = SignedText(text).map {
            .init(shingles: $0.signature.shingles, minima: $0.signature.minima, buckets: $0.buckets)
        }
        try ledger.intend(press.intent(number, article), content: content, now: Int64(number))
        try ledger.delivered(article: article, now: Int64(number), journaled: .max)
    }
}
