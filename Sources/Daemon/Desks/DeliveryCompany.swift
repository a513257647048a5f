import Ledger

/// The articles that are going to be delivered together, by what one that follows them may be known by: it has to be looked up
/// when they are in the ledger. Pure.
struct DeliveryCompany {
    private var fingerprints: Set<Int64> = []
    private var buckets: Set<Int32> = []
    private var names: Set<String> = []
    /// Whether one of them changes what the ledger knows of others.
    private var isClosed = false

    /// Whether what the ledger says of the article cannot depend on those that are here.
    func mayJoin(_ content: ArticleContent, names own: [String]) -> Bool {
        !isClosed && content.fingerprint.map(fingerprints.contains) != true
            && content.signature?.buckets.contains(where: buckets.contains) != true
            && !own.contains(where: names.contains)
    }

    /// - Parameter content: with what the ledger said.
    mutating func add(_ content: ArticleContent, names own: [String]) {
        if let fingerprint = content.fingerprint { fingerprints.insert(fingerprint) }
        buckets.formUnion(content.signature?.buckets ?? [])
        names.formUnion(own)
        // Clusters get another head.
        isClosed = !content.deposed.isEmpty
    }
}
