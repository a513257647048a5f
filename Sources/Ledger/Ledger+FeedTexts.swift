internal import GRDB

// What a feed carries of an article's text waits here for the article's page, to be compared with it.
extension Ledger {
    /// What the source's feed carried of a waiting article's text; nil where it carried nothing.
    public func feedText(of article: Int64) throws(LedgerError) -> String? {
        try read { database in
            try String.fetchOne(
                database.cachedStatement(sql: "SELECT content FROM feedText WHERE article = ? AND content <> ''"),
                arguments: [article])
        }
    }

    /// Notes, before its delivery, that the article's text or headline is one that only the feed has.
    public func takeFeedText(of article: Int64) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO feedText (article, content, isTaken) VALUES (?, '', 1)
                    ON CONFLICT (article) DO UPDATE SET isTaken = 1
                    """, arguments: [article])
        }
    }

    /// Whether the article was delivered with a text or headline that only its feed had.
    public func isOfFeed(article: Int64) throws(LedgerError) -> Bool {
        try read { database in
            try Bool.fetchOne(database, sql: "SELECT isTaken FROM feedText WHERE article = ?", arguments: [article])
                ?? false
        }
    }

    static func enter(feedText: String, of article: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "INSERT INTO feedText (article, content) VALUES (?, ?)")
            .execute(arguments: [article, feedText])
    }
}
