extension Schema {
    /// `article.fileBytes` is the size of all files of a delivered article, null where nobody has measured it. `stock` counts what
    /// stands in the output directory, kept by triggers since several statements deliver and purge. Two partial indexes take the
    /// place of one that held the state of every article, which is nearly always the same. `removal`: articles whose
    /// files are about to be removed.
    static let retention = """
        ALTER TABLE article ADD COLUMN fileBytes INTEGER;
        ALTER TABLE intent ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
        DROP INDEX articleBySourceState;
        CREATE INDEX articleDelivered ON article(source, settled) WHERE state = 'delivered';
        CREATE INDEX articleUndelivered ON article(source, state) WHERE state <> 'delivered';
        CREATE INDEX articleUnmeasured ON article(source) WHERE fileBytes IS NULL AND state = 'delivered';
        CREATE TABLE removal (article INTEGER PRIMARY KEY REFERENCES article(id)) STRICT;
        CREATE TABLE stock (
            source TEXT NOT NULL PRIMARY KEY,
            articles INTEGER NOT NULL,
            bytes INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO stock SELECT source, count(*), 0 FROM article WHERE state = 'delivered' GROUP BY source;
        CREATE TRIGGER stockOfNew AFTER INSERT ON article WHEN new.state = 'delivered' BEGIN
            INSERT INTO stock VALUES (new.source, 1, coalesce(new.fileBytes, 0))
            ON CONFLICT DO UPDATE SET articles = stock.articles + 1, bytes = stock.bytes + excluded.bytes;
        END;
        CREATE TRIGGER stockBefore AFTER UPDATE OF state, fileBytes ON article WHEN old.state = 'delivered' BEGIN
            UPDATE stock SET articles = articles - 1, bytes = bytes - coalesce(old.fileBytes, 0) WHERE source = old.source;
        END;
        CREATE TRIGGER stockAfter AFTER UPDATE OF state, fileBytes ON article WHEN new.state = 'delivered' BEGIN
            INSERT INTO stock VALUES (new.source, 1, coalesce(new.fileBytes, 0))
            ON CONFLICT DO UPDATE SET articles = stock.articles + 1, bytes = stock.bytes + excluded.bytes;
        END;
        """
}
