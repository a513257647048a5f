/// A table for people, some thirty characters wide for a page, some sixty for a batch.
extension WorkStatistics {
    /// For one page, whose stages are in milliseconds.
    /// - Parameter elapsed: from asking for a worker to its answer.
    func textOfPage(elapsed: Duration) -> String {
        let rows = times.map {
            ["\($0.stage.rawValue)", Self.milliseconds($0.histogram.total), share(of: $0.histogram)]
        }
        let together = ["together", Self.milliseconds(whole.total), Self.rate(bytes, in: whole.total)]
        let around = ["worker and pipes", Self.milliseconds(max(.zero, elapsed - whole.total)), ""]
        return Self.table([["\(bytes) bytes", "ms", "share"]] + rows + [together, around])
    }

    /// For a batch: seconds of each stage, and milliseconds of the pages in it.
    /// - Parameters:
    ///   - elapsed: from the first page read to the last answer written.
    ///   - jobs: how many workers there were.
    func textOfBatch(elapsed: Duration, jobs: Int) -> String {
        let head = ["", "seconds", "share", "median ms", "90 %", "99 %", "longest"]
        let rows = times.map { Self.row($0.stage.rawValue, $0.histogram, share(of: $0.histogram)) }
        let together = Self.row("together", whole, Self.percent(whole.total, of: elapsed * jobs) + " busy")
        return summary(elapsed: elapsed) + Self.table([head] + rows + [together])
    }

    /// "300 pages, 38.6 MB in 4.1 s: 73 pages and 9.4 MB a second"
    private func summary(elapsed: Duration) -> String {
        let seconds = max(elapsed / .seconds(1), 0.000_001)
        let none = unanswered > 0 ? "; \(unanswered) without an answer from a worker" : ""
        return "\(pages) pages, \(Self.fixed(Double(bytes) / 1e6, 1)) MB in \(Self.fixed(seconds, 1)) s: "
            + "\(Self.fixed(Double(pages) / seconds, 1)) pages and \(Self.rate(bytes, in: elapsed))\(none)\n"
    }

    private func share(of histogram: DurationHistogram) -> String {
        Self.percent(histogram.total, of: whole.total)
    }

    private static func row(_ name: String, _ histogram: DurationHistogram, _ share: String) -> [String] {
        let quantiles = [0.5, 0.9, 0.99].map { milliseconds(histogram.quantile($0)) }
        return [name, fixed(histogram.total / .seconds(1), 3), share] + quantiles + [milliseconds(histogram.longest)]
    }

    /// The first column to the left, numbers to the right.
    private static func table(_ rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { column in
                let gap = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + gap : gap + row[column]
            }
            return cells.joined(separator: "  ").trimmingSuffix(" ") + "\n"
        }.joined()
    }

    private static func rate(_ bytes: Int, in time: Duration) -> String {
        time > .zero ? fixed(Double(bytes) / 1e6 / (time / .seconds(1)), 1) + " MB/s" : "–"
    }

    private static func milliseconds(_ time: Duration) -> String { fixed(time / .milliseconds(1), 2) }

    private static func percent(_ part: Duration, of whole: Duration) -> String {
        whole > .zero ? "\(Int((part / whole * 100).rounded())) %" : "–"
    }

    /// So many digits behind the point.
    private static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = digits == 1 ? 10 : digits == 2 ? 100 : 1000
        let scaled = Int((value * Double(scale)).rounded())
        let fraction = "\(scaled % scale)"
        return "\(scaled / scale).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
