/// What weighs more when it is not sure whether a block belongs to the article.
public enum Favor: String, Sendable, CaseIterable {
    /// Nothing foreign in the text, at the price of a paragraph now and then.
    case precision
    /// The best balance of both, as measured by word F1.
    case balanced
    /// Nothing lost, at the price of a foreign line now and then.
    case recall

    /// The weight of recall against precision in F-beta, squared (van Rijsbergen, “Information Retrieval”, chapter 7).
    var betaSquared: Double {
        switch self {
        case .precision: 0.25
        case .balanced: 1
        case .recall: 4
        }
    }

    /// A short prompt stays only when the model gives it at least this chance; measured on news-dev (0.7…0.9 are alike).
    var promptChance: Double {
        switch self {
        case .precision: 0.9
        case .balanced: 0.8
        case .recall: 0.6
        }
    }
}
