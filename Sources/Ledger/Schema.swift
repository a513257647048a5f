internal import GRDB

/// The tables and how they came to be. A migration that was released is never edited; a new one is appended.
enum Schema {
    static func bringUpToDate(_ database: DatabaseQueue) throws {
        let migrator = migrator
        let superseded = try database.read { try migrator.hasBeenSuperseded($0) }
        if superseded {
            throw LedgerError.newer(message: "it has migrations that this program does not know")
        }
        try migrator.migrate(database)
    }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 sources, articles, intents") { try $0.execute(sql: first) }
        migrator.registerMigration("2 quarantine") { try $0.execute(sql: second) }
        migrator.registerMigration("quarantined documents") { try $0.execute(sql: quarantinedDocuments) }
        migrator.registerMigration("journal") { try $0.execute(sql: journal) }
        migrator.registerMigration("takeover") { try $0.execute(sql: takeover) }
        migrator.registerMigration("discovered feeds and sitemaps") { try $0.execute(sql: discoveredLists) }
        migrator.registerMigration("history of polls") { try $0.execute(sql: pollHistory) }
        migrator.registerMigration("content") { try $0.execute(sql: content) }
        migrator.registerMigration("revisions") { try $0.execute(sql: revisions) }
        migrator.registerMigration("feed texts") { try $0.execute(sql: feedTexts) }
        migrator.registerMigration("retention") { try $0.execute(sql: retention) }
        migrator.registerMigration("hooks") { try $0.execute(sql: hooks) }
        migrator.registerMigration("latest") { try $0.execute(sql: latest) }
        migrator.registerMigration("articles by the time of their verdict") { try $0.execute(sql: verdictTimes) }
        return migrator
    }

    /// What was delivered or dropped lately.
    private static let verdictTimes = "CREATE INDEX articleBySettled ON article(settled) WHERE settled IS NOT NULL"

    /// Whether a database that is only read is one that this program understands.
    static func check(_ database: Database) throws {
        guard try migrator.hasCompletedMigrations(database) else {
            throw LedgerError.storage(
                code: nil, message: "it is of an earlier version; `copydesk run` brings it up to date")
        }
        if try migrator.hasBeenSuperseded(database) {
            throw LedgerError.newer(message: "it has migrations that this program does not know")
        }
    }

    /// Pages that no worker survived; their articles are set aside.
    private static let second = """
        CREATE TABLE quarantine (
            article INTEGER PRIMARY KEY REFERENCES article(id),
            code TEXT NOT NULL,
            version TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            since INTEGER NOT NULL
        ) STRICT;
        """

    /// Feeds and robots.txt files that no worker survived.
    private static let quarantinedDocuments = """
        CREATE TABLE quarantinedDocument (
            id INTEGER PRIMARY KEY,
            url TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            source TEXT REFERENCES source(id),
            code TEXT NOT NULL,
            reason TEXT NOT NULL,
            version TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            since INTEGER NOT NULL
        ) STRICT;
        """

    /// `journal` holds what is not known to stand in the journal's files yet; `journalHead`, one row, the last number given
    /// and its day, which outlive the rows.
    private static let journal = """
        ALTER TABLE intent ADD COLUMN event TEXT NOT NULL DEFAULT '';
        CREATE TABLE journal (
            seq INTEGER PRIMARY KEY,
            day TEXT NOT NULL,
            event TEXT NOT NULL
        ) STRICT;
        CREATE TABLE journalHead (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            seq INTEGER NOT NULL,
            day TEXT NOT NULL
        ) STRICT;
        INSERT INTO journalHead VALUES (1, 0, '');
        """

    /// One row: whether everything that stood in the output directory before this ledger is in it.
    private static let takeover = """
        CREATE TABLE takeover (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            complete INTEGER NOT NULL
        ) STRICT;
        INSERT INTO takeover SELECT 1, EXISTS (SELECT 1 FROM article);
        """

    /// `feed` is what a source's page leads to, `detected` what its document turned out to be, `indexed` an index's word for when
    /// the sitemap changed.
    private static let discoveredLists = """
        ALTER TABLE source ADD COLUMN feed TEXT;
        ALTER TABLE source ADD COLUMN detected TEXT;
        CREATE TABLE sitemap (
            source TEXT NOT NULL REFERENCES source(id),
            url TEXT NOT NULL,
            indexed TEXT,
            etag TEXT,
            lastModified TEXT,
            read INTEGER NOT NULL,
            PRIMARY KEY (source, url)
        ) STRICT, WITHOUT ROWID;
        """

    /// What a source's polls have taught: its rhythm, as text that the scheduler reads; why the next poll is when it is; since
    /// when and in which way it fails; and where its server says that it has moved.
    private static let pollHistory = """
        ALTER TABLE source ADD COLUMN rhythm TEXT NOT NULL DEFAULT '';
        ALTER TABLE source ADD COLUMN pollReason TEXT NOT NULL DEFAULT '';
        ALTER TABLE source ADD COLUMN failureKind TEXT;
        ALTER TABLE source ADD COLUMN failingSince INTEGER;
        ALTER TABLE source ADD COLUMN movedTo TEXT;
        ALTER TABLE source ADD COLUMN moveTarget TEXT;
        ALTER TABLE source ADD COLUMN movePolls INTEGER NOT NULL DEFAULT 0;
        """

    /// What is kept of an article's text. `band` finds near-duplicates by their buckets; it and `signature` say nothing of
    /// articles that are not delivered, or whose text is short.
    private static let content = """
        ALTER TABLE article ADD COLUMN fingerprint INTEGER;
        ALTER TABLE article ADD COLUMN head INTEGER REFERENCES article(id);
        ALTER TABLE article ADD COLUMN syndicatedFrom TEXT;
        CREATE INDEX articleByFingerprint ON article(fingerprint) WHERE fingerprint IS NOT NULL;
        CREATE INDEX articleByHead ON article(head) WHERE head IS NOT NULL;
        CREATE TABLE signature (
            article INTEGER PRIMARY KEY,
            shingles INTEGER NOT NULL,
            minima BLOB NOT NULL
        ) STRICT;
        CREATE TABLE band (
            bucket INTEGER NOT NULL,
            article INTEGER NOT NULL,
            PRIMARY KEY (bucket, article)
        ) STRICT, WITHOUT ROWID;
        -- Keys that several articles called their canonical ones.
        CREATE TABLE disputedName (key TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
        """

    /// `look`: delivered articles that are looked at again, and when. `revision`: what came of it; one without a path is a small
    /// change of the revision that it names. The first revision is the article itself.
    private static let revisions = """
        ALTER TABLE intent ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE intent ADD COLUMN fingerprint INTEGER;
        CREATE TABLE look (
            article INTEGER PRIMARY KEY REFERENCES article(id),
            next INTEGER NOT NULL,
            etag TEXT,
            lastModified TEXT
        ) STRICT;
        CREATE TABLE revision (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article(id),
            revision INTEGER NOT NULL,
            path TEXT,
            sha256 TEXT,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX revisionByArticle ON revision(article);
        """

    /// What feeds carried of articles that are to be fetched. Of those that were delivered with it a row stays, without the text.
    private static let feedTexts = """
        CREATE TABLE feedText (
            article INTEGER PRIMARY KEY REFERENCES article(id),
            content TEXT NOT NULL,
            isTaken INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TRIGGER feedTextEnds AFTER UPDATE OF state ON article WHEN NEW.state <> 'waiting' BEGIN
            DELETE FROM feedText WHERE article = NEW.id AND isTaken = 0;
            UPDATE feedText SET content = '' WHERE article = NEW.id;
        END;
        """

    /// Instants are milliseconds since 1970 UTC, paths are relative to the output directory, hashes lower-case hex.
    /// States are text without CHECK, so that a later version adds one without rebuilding the table.
    private static let first = """
        CREATE TABLE source (
            id TEXT NOT NULL PRIMARY KEY,
            url TEXT NOT NULL,
            kind TEXT NOT NULL,
            configured INTEGER NOT NULL,
            etag TEXT,
            lastModified TEXT,
            nextPoll INTEGER NOT NULL,
            lastPoll INTEGER,
            lastSuccess INTEGER,
            failures INTEGER NOT NULL DEFAULT 0,
            lastError TEXT,
            itemsSeen INTEGER NOT NULL DEFAULT 0,
            registered INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE article (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            url TEXT, -- where it is not the key; saves 100 of some 800 bytes an article
            source TEXT NOT NULL REFERENCES source(id),
            guid TEXT,
            title TEXT,
            feedPublished TEXT,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            nextAttempt INTEGER NOT NULL,
            reason TEXT,
            discovered INTEGER NOT NULL,
            fetched INTEGER,
            settled INTEGER,
            publicID TEXT,
            path TEXT,
            sha256 TEXT
        ) STRICT;
        CREATE UNIQUE INDEX articleBySourceGUID ON article(source, guid) WHERE guid IS NOT NULL;
        CREATE INDEX articleBySourceState ON article(source, state);
        CREATE INDEX articleWaiting ON article(id) WHERE state = 'waiting';

        -- Further keys of an article: where its URL redirects to.
        CREATE TABLE alias (
            key TEXT NOT NULL PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article(id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE intent (
            article INTEGER PRIMARY KEY REFERENCES article(id),
            publicID TEXT NOT NULL,
            fetched INTEGER NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE intentFile (
            article INTEGER NOT NULL REFERENCES intent(article) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            staged TEXT NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            PRIMARY KEY (article, position)
        ) STRICT, WITHOUT ROWID;
        """
}
