"""News sites on loopback addresses that keep publishing, and of whose answers one in ten fails.

Each article is published once, stays in its site's feed until it has been read, and remembers what was answered. What fails
and how follows from the address and the number of the attempt, so that a run can be done again.
"""

import asyncio
import gzip
import hashlib
import html
import socket
import struct
import time

FAULTS = ["500", "502", "reset", "truncated", "slow", "garbage", "stalled"]
FAULT_SHARE = 0.1
# Overload pauses a host for a minute, so it is rarer.
OVERLOAD_SHARE = 0.001
# Of the articles: pages that are none, and pages that no worker survives.
NO_PAGE_SHARE = 0.005
KILLER_SHARE = 0.0003
SLOW_SECONDS = 1.5
STALLED_SECONDS = 8
# The daemon waits so long. Where the web itself was held up, or slow, it may have gone by then.
PATIENCE_SECONDS = 6
LATE_SECONDS = 3
BEAT_SECONDS = 0.25
# A feed has all that is still to be read, and these more.
OLD_ITEMS = 30

WORDS = """quay ferry council harbour pilot crane mussel lantern bridge tariff barge winter storm engineer warehouse ledger
signal rope captain channel market budget tunnel station clock tower garden museum orchard railway compass anchor""".split()


def chance(*parts):
    """0…1, the same for the same parts."""
    digest = hashlib.blake2b("|".join(map(str, parts)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


class Article:
    def __init__(self, site, number):
        self.site, self.number = site, number
        self.path = f"/a/{number}"
        draw = chance("kind", self.path, site.name)
        self.kind = "killer" if draw < KILLER_SHARE else "noise" if draw < KILLER_SHARE + NO_PAGE_SHARE else "page"
        self.attempts = 0
        # When the whole page was sent, and how long that took.
        self.sendings = []

    @property
    def whole(self):
        """How often the whole page was sent, and in time."""
        return sum(self.site.web.in_time(*sending) for sending in self.sendings)

    @property
    def url(self):
        return self.site.origin + self.path

    @property
    def title(self):
        return f"Report {self.number} from the {WORDS[self.number % len(WORDS)]} of {self.site.name}"

    def paragraphs(self):
        """Five sentences that no other article has."""
        for line in range(5):
            words = [WORDS[int(chance(self.url, line, place) * len(WORDS))] for place in range(12)]
            yield (
                f"In report {self.number} the office of {self.site.name} says in its {line + 1}. part that the {words[0]} and "
                f"the {words[1]} were seen beside the {words[2]}, while nobody had asked for the {words[3]}. The divers went "
                f"down on a calm morning, counted {self.number * 7 + line} times the {words[4]}, wrote about the {words[5]} "
                f"and the {words[6]}, and came back with a drawing of the {words[7]} that the people at the {words[8]} keep."
            )

    def body(self):
        if self.kind == "noise":
            return hashlib.shake_256(self.url.encode()).digest(4000)
        if self.kind == "killer":
            return KILLER
        text = "".join(f"<p>{html.escape(p)}</p>\n" for p in self.paragraphs())
        return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{self.title}</title>
<meta property="og:type" content="article"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/subscribe">Subscribe</a></li></ul></nav>
<article><h1>{self.title}</h1>
{text}</article>
<aside><p>Subscribe to our newsletter</p></aside><footer><p>Imprint</p></footer></body></html>""".encode()


# More memory than a worker may have, and little on the wire.
KILLER = b"<!doctype html><title>Too much</title><body>" + b"<i>a</i><b c=d>" * 450_000
KILLER_PACKED = gzip.compress(KILLER, 6)


class Site:
    def __init__(self, web, index):
        self.web, self.index = web, index
        self.name = f"pier{index}"
        self.host = f"127.0.2.{index + 1}"
        self.articles, self.unread = [], {}
        self.polls = 0
        # How many of the articles a feed that was sent whole has named.
        self.announced = 0

    @property
    def origin(self):
        return f"http://{self.host}:{self.web.port}"

    def publish(self):
        article = Article(self, len(self.articles))
        self.articles.append(article)
        self.unread[article.number] = article

    def feed(self):
        recent = {a.number: a for a in self.articles[-OLD_ITEMS:]} | self.unread
        items = "".join(
            f"<item><title>{html.escape(a.title)}</title><link>{a.url}</link><guid>{a.url}</guid></item>"
            for _, a in sorted(recent.items(), reverse=True))
        return f'<rss version="2.0"><channel><title>{self.name}</title>{items}</channel></rss>'.encode()


class Web:
    """All sites behind one port, on an address each."""

    def __init__(self, count):
        self.port = 0
        self.sites = [Site(self, index) for index in range(count)]
        self.by_host = {site.host: site for site in self.sites}
        self.faults = {}
        # Whether everything fails from now on, so that what is under way comes to an end.
        self.closing = False
        self.servers = []
        # From when to when it was held up.
        self.pauses = []

    async def start(self):
        for site in self.sites:
            server = await asyncio.start_server(self.connection, site.host, self.port)
            self.port = self.port or server.sockets[0].getsockname()[1]
            self.servers.append(server)
        self.watch = asyncio.create_task(self.beat())

    async def beat(self):
        """On a machine that has no time for it, the web would blame the daemon for its own delays."""
        last = time.monotonic()
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            now = time.monotonic()
            if now - last > BEAT_SECONDS + 1:
                self.pauses.append((last, now))
            last = now

    def in_time(self, start, seconds):
        return seconds < LATE_SECONDS and not any(
            begin <= start <= end + PATIENCE_SECONDS for begin, end in self.pauses)

    async def connection(self, reader, writer):
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                host = writer.get_extra_info("sockname")[0]
                if not await self.answer(self.by_host[host], request.split(b" ", 2)[1].decode(), writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # The daemon has closed it, or a fault has, or the run is over.
        finally:
            writer.close()

    async def answer(self, site, path, writer):
        """Whether the connection can be used again."""
        if self.closing:
            return (await self.send(writer, b"", "text/html", "500"))[0]
        if path == "/feed.xml":
            site.polls += 1
            count, body = len(site.articles), site.feed()
            kept, whole = await self.send(writer, body, "application/rss+xml", self.fault(site, path, site.polls))
            if whole:
                site.announced = max(site.announced, count)
            return kept
        number = path.removeprefix("/a/")
        if not number.isdigit() or int(number) >= len(site.articles):
            return (await self.send(writer, b"not found", "text/plain", None, status="404 Not Found"))[0]
        article = site.articles[int(number)]
        article.attempts += 1
        start = time.monotonic()
        packed = KILLER_PACKED if article.kind == "killer" else None
        body = packed or article.body()
        kept, whole = await self.send(
            writer, body, "text/html; charset=utf-8", self.fault(site, path, article.attempts), packed=bool(packed))
        if whole:
            article.sendings.append((start, time.monotonic() - start))
            site.unread.pop(article.number, None)
        return kept

    def fault(self, site, path, attempt):
        draw = chance("fault", site.name, path, attempt)
        if draw >= FAULT_SHARE:
            return None
        overload = OVERLOAD_SHARE if path != "/feed.xml" else 0
        fault = "503" if draw < overload else FAULTS[int(draw * 1e6) % len(FAULTS)]
        self.faults[fault] = self.faults.get(fault, 0) + 1
        return fault

    async def send(self, writer, body, kind, fault, status="200 OK", packed=False):
        """Whether the connection goes on, and whether the whole answer was sent."""
        if fault == "reset":
            # Linger with no time: the connection ends with RST.
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return False, False
        if fault in ("500", "502", "503"):
            status, body, kind, packed = f"{fault} Failed", b"<p>An error</p>", "text/html", False
        if fault == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        if fault == "garbage":
            body, packed = hashlib.shake_256(body[:50]).digest(700), True
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        head += "Content-Encoding: gzip\r\n\r\n" if packed else "\r\n"
        writer.write(head.encode() + (body if fault not in ("truncated", "stalled") else body[: len(body) // 2]))
        await writer.drain()
        if fault == "stalled":
            # Half of it, and then nothing for longer than the daemon waits.
            await asyncio.sleep(STALLED_SECONDS)
        return fault in (None, "slow", "500", "502", "503", "garbage"), fault in (None, "slow")

    def articles(self):
        return (article for site in self.sites for article in site.articles)
