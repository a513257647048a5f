/// A small bar chart with the same said in words.
enum Sparkline {
    private static let barWidth = 4
    private static let height = 24

    /// - Parameter days: a count for each day, today last.
    static func markup(_ days: [Int]) -> Markup {
        let most = max(days.max() ?? 0, 1)
        let bars = days.enumerated().filter { $0.element > 0 }.map { day, count -> Markup in
            // A day with one article among days with many is still seen.
            let tall = max(1, count * (height - 1) / most)
            let left = day * barWidth
            return "<rect x=\"\(left)\" y=\"\(height - 1 - tall)\" width=\"\(barWidth - 1)\" height=\"\(tall)\"/>"
        }
        let width = days.count * barWidth
        return """
            <svg class="spark" role="img" aria-label="\(words(days))" viewBox="0 0 \(width) \(height)" \
            width="\(width)" height="\(height)"><rect class="base" x="0" y="\(height - 1)" width="\(width)" height="1"/>\
            \(bars.joined(""))</svg>
            """
    }

    /// "last 30 days: 42 articles, 0 to 5 a day, today 2"
    static func words(_ days: [Int]) -> String {
        let sum = days.reduce(0, +)
        guard sum > 0 else { return "last \(days.count) days: no articles" }
        return "last \(days.count) days: \(sum) \(sum == 1 ? "article" : "articles"), "
            + "\(days.min() ?? 0) to \(days.max() ?? 0) a day, today \(days.last ?? 0)"
    }
}
