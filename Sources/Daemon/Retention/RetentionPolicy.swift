import Ledger

/// How much of one source stays in the output directory. Pure.
struct RetentionPolicy: Equatable, Sendable {
    /// From the delivery on; nil keeps for ever.
    var age: Duration?
    /// The newest stay; nil keeps any number.
    var articles: Int?
    /// Of all files together, where the newest stay; nil keeps any size.
    var bytes: Int?

    var isUnlimited: Bool { self == RetentionPolicy() }

    /// How many of the oldest have to go.
    ///
    /// - Parameters:
    ///   - oldest: the oldest first; perhaps not all there are.
    ///   - stock: what there is in all.
    ///   - now: milliseconds since 1970 UTC.
    func excess(of oldest: [StockedArticle], stock: Stock, now: Int64) -> Int {
        var stock = stock
        for (index, article) in oldest.enumerated() {
            guard isExpired(article, now: now) || isOver(stock) else { return index }
            stock.articles -= 1
            stock.bytes -= article.bytes ?? 0
        }
        return oldest.count
    }

    private func isExpired(_ article: StockedArticle, now: Int64) -> Bool {
        guard let age else { return false }
        return now - article.deliveredMilliseconds > Int64(age / .milliseconds(1))
    }

    /// The newest article stays even if it is larger than all that may stay.
    private func isOver(_ stock: Stock) -> Bool {
        if let articles, stock.articles > articles { return true }
        if let bytes, stock.bytes > bytes { return stock.articles > 1 }
        return false
    }
}

extension Configuration {
    /// What holds for a source, also for one that has left the configuration.
    func retention(ofSource name: String) -> RetentionPolicy {
        RetentionPolicy(retention.overridden(by: source(named: name)?.retention))
    }
}

extension Configuration {
    /// Whether anything is ever to be removed.
    var limitsWhatStays: Bool {
        !RetentionPolicy(retention).isUnlimited
            || sources.contains { !RetentionPolicy(retention.overridden(by: $0.retention)).isUnlimited }
    }
}

extension RetentionPolicy {
    /// In the settings zero means no limit.
    init(_ settings: Configuration.RetentionSettings) {
        self.init(
            age: settings.age == .zero ? nil : settings.age, articles: settings.articles == 0 ? nil : settings.articles,
            bytes: settings.bytes == 0 ? nil : settings.bytes)
    }
}
