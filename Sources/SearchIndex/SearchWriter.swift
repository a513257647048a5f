internal import GRDB

/// Writes changes, within a transaction.
struct SearchWriter {
    let database: Database
    private(set) var sources: [String: Int64]

    func isKnown(_ article: SearchedArticle) throws -> Bool {
        let known = try database.cachedStatement(sql: "SELECT 1 FROM article WHERE publicID = ? AND path = ?")
        return try Int.fetchOne(known, arguments: [article.publicID, article.path]) != nil
    }

    mutating func apply(_ change: SearchChange) throws {
        switch change {
        case .gone(let publicID, let path):
            try database.cachedStatement(sql: "DELETE FROM article WHERE publicID = ? AND path = ?")
                .execute(arguments: [publicID, path])
        case .text(let article):
            // Files never change, and the ledger and the journal tell of the same.
            guard try !isKnown(article) else { return }
            try enter(article)
        }
    }

    private mutating func enter(_ article: SearchedArticle) throws {
        let source = try number(of: article.source)
        try database.cachedStatement(sql: "UPDATE state SET row = row + 1").execute()
        let row = try Int64.fetchOne(database.cachedStatement(sql: "SELECT row FROM state"))
        try database.cachedStatement(sql: "DELETE FROM article WHERE publicID = ?").execute(arguments: [
            article.publicID
        ])
        try database.cachedStatement(sql: "INSERT INTO article (id, publicID, source, path) VALUES (?, ?, ?, ?)")
            .execute(arguments: [row, article.publicID, source, article.path])
        try database.cachedStatement(sql: "INSERT INTO words (rowid, title, text, source) VALUES (?, ?, ?, ?)")
            .execute(arguments: [
                row, SearchText.spaced(article.title), SearchText.spaced(article.text),
                SearchText.word(ofSource: source),
            ])
    }

    private mutating func number(of source: String) throws -> Int64 {
        if let known = sources[source] { return known }
        try database.execute(sql: "INSERT INTO source (name) VALUES (?)", arguments: [source])
        sources[source] = database.lastInsertedRowID
        return database.lastInsertedRowID
    }
}
