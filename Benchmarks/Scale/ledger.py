"""A ledger of very many articles, made up: what a daemon that has run for a year on thousands of sources starts with.

The tables are the daemon's own (it is run once on an empty configuration); the rows are written here in bulk, where the daemon
would flush each. Standard library only.
"""
import sqlite3
import time

DAY = 86_400_000
HOUR = 3_600_000
# What a source's polls have taught, as the daemon writes it.
RHYTHM = "interval=1800000 gap=5400000 news={news} hours=" + ",".join(str(300 + 37 * hour % 500) for hour in range(24))


def source_name(number):
    return f"news-{number:05d}"


def source_url(number):
    """Its host is this machine, by name (RFC 6761): whatever went wrong, nothing would leave it."""
    return f"https://{source_name(number)}.localhost/rss/international/index.xml"


def now_milliseconds():
    return int(time.time() * 1000)


def fill(path, articles, sources):
    """`articles` of a year, spread over `sources`: 96 % delivered, the others dropped, and the newest 2,000 waiting. Those of the
    last two days, which the default configuration looks at again, have a look planned."""
    database = opened(path)
    now = now_milliseconds()
    add_sources(database, range(sources))
    numbers = "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :articles)"
    database.execute(f"""
        {numbers}, made AS (
            SELECT n, printf('news-%05d', n * 7919 % :sources) AS source, :now - (:articles - n) * (365 * {DAY} / :articles) AS at,
                CASE WHEN n > :articles - 2000 THEN 'waiting' WHEN n % 50 = 0 THEN 'notArticle' WHEN n % 50 = 25 THEN 'duplicate'
                    ELSE 'delivered' END AS state,
                'government-confirms-plan-for-'
                    || substr('regionalharbourclimatehospitalelection', n % 30 + 1, 8) || '-reform-after-long-debate-' || n AS slug
            FROM number)
        INSERT INTO article (id, key, url, source, guid, title, feedPublished, state, attempts, nextAttempt, reason, discovered,
            fetched, settled, publicID, path, sha256, fingerprint, fileBytes)
        SELECT n, 'https://' || source || '.localhost/2026/05/' || slug, 'https://www. ', source,
            n || ' at https://' || source || '.localhost',
            iif(state = 'waiting', replace(slug, '-', ' '), NULL), iif(state = 'waiting', '2026-05-01T10:00:00+02:00', NULL),
            state, iif(state = 'waiting', 0, 1), at, iif(state IN ('waiting', 'delivered'), NULL, 'the page holds no article'), at,
            iif(state = 'delivered', at, NULL), iif(state = 'waiting', NULL, at),
            iif(state = 'delivered', printf('%012x', n * 40503 % 281474976710656), NULL),
            iif(state = 'delivered', source || '/2026/05/01/' || slug || '-abcdefghijkl.txt', NULL),
            iif(state = 'delivered', lower(hex(randomblob(32))), NULL), iif(state = 'delivered', random(), NULL),
            iif(state = 'delivered', 9400, NULL)
        FROM made""", {"articles": articles, "sources": sources, "now": now})
    database.execute("""
        INSERT INTO signature (article, shingles, minima)
        SELECT id, 60 + id % 640, randomblob(64) FROM article WHERE state = 'delivered'""")
    # Ten buckets a text, of 32 bits each; sorted, since rows in the order of their key go in at once.
    database.execute("""
        INSERT OR IGNORE INTO band (bucket, article)
        SELECT random() % 2147483648 AS bucket, id FROM article,
            (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) WHERE state = 'delivered' ORDER BY bucket, id""")
    database.execute("INSERT INTO alias (key, article) SELECT key || '?canonical', id FROM article WHERE id % 20 = 0")
    database.execute("""
        INSERT INTO look (article, next, etag, lastModified)
        SELECT id, ?, '"' || lower(hex(randomblob(10))) || '"', 'Fri, 01 May 2026 08:00:00 GMT' FROM article
        WHERE state = 'delivered' AND settled > ?""", (now, now - 2 * DAY))
    database.execute("""
        INSERT INTO latest (article, path)
        SELECT id, path FROM (SELECT id, path FROM article WHERE state = 'delivered' ORDER BY id DESC LIMIT 1000) ORDER BY id""")
    database.execute("UPDATE source SET itemsSeen = coalesce((SELECT articles FROM stock WHERE stock.source = source.id), 0)")
    database.execute("UPDATE journalHead SET seq = ?, day = '2026-05-01'", (articles,))
    database.execute("UPDATE takeover SET complete = 1")
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def add_sources(database, numbers):
    now = now_milliseconds()
    database.executemany(
        """INSERT OR IGNORE INTO source (id, url, kind, configured, etag, lastModified, nextPoll, lastPoll, lastSuccess, registered,
            detected, rhythm, pollReason)
        VALUES (?, ?, 'auto', 1, ?, 'Fri, 01 May 2026 08:00:00 GMT', ?, ?, ?, ?, 'feed', ?, 'new items every 90 minutes')""",
        ((source_name(n), source_url(n), f'"{n:032x}"', now, now, now, now, RHYTHM.format(news=now)) for n in numbers))


def postpone(path):
    """Nothing is due for two hours, so that a daemon that is measured has nothing to fetch."""
    database = opened(path)
    now = now_milliseconds()
    database.execute("UPDATE source SET nextPoll = ?1 + abs(random() % ?2), lastPoll = ?1, lastSuccess = ?1", (now + 2 * HOUR, 18 * HOUR))
    database.execute("UPDATE look SET next = ? + abs(random() % ?)", (now + 2 * HOUR, 18 * HOUR))
    database.execute("UPDATE article SET nextAttempt = ? + abs(random() % ?) WHERE state = 'waiting'", (now + 2 * HOUR, 18 * HOUR))
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def extend(path, sources):
    """Further sources that have been polled, without articles."""
    database = opened(path)
    add_sources(database, range(sources))
    database.commit()
    database.close()


def opened(path):
    database = sqlite3.connect(path)
    # What is lost here is made anew.
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -400000")
    database.execute("PRAGMA temp_store = MEMORY")
    return database
