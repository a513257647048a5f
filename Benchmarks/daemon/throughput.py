"""Articles a second and core, from a web of 200 hosts: Copydesk, trafilatura's command line, and Scrapy with trafilatura."""
import gzip
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pages

from . import web
from .copydesk import Daemon
from .measured import Measured, reap

HOSTS = 200
SPIDER = Path(__file__).resolve().parent / "spider.py"
#: Pages of our own tests are served so often, that a run lasts.
COPIES = 60
#: Of the program; each of the peers runs once between, as it takes a minute.
ROUNDS = 3

SETTINGS = """
[paths]
state = "state"
output = "output"

[fetch]
allow_addresses = ["127.0.0.0/8"]
delay = "0s"
respect_robots = false

[polling]
interval = "1s"
min_interval = "1s"
"""

# Of trafilatura's own settings, as its file replaces the built-in one: its pause off, and loopback permitted as it is to us.
PEER_SETTINGS = [("SLEEP_TIME = 5.0", "SLEEP_TIME = 0"), ("SSRF_PROTECTION = on", "SSRF_PROTECTION = off")]


@dataclass
class NewsPage:
    name: str
    title: str
    charset: str | None
    gzipped: bytes


def news_pages(corpus):
    """All of news-dev and all articles of wcxb-dev, not a sample of them; the bundled pages where they are absent."""
    if (corpus / "news-dev").is_dir() and (corpus / "wcxb-dev").is_dir():
        articles = [page for page in pages.dataset(corpus / "wcxb-dev") if page.record["page_type"] == "article"]
        found = pages.dataset(corpus / "news-dev") + articles
        origin = "all pages of news-dev and all articles of wcxb-dev"
    else:
        found = pages.read(corpus) * COPIES
        origin = pages.described(found[:1]) + f", each {COPIES} times"
    return [news_page(number, page) for number, page in enumerate(found)], origin


def news_page(number, page):
    html = page.bytes()
    title = page.record.get("title") or re.search(rb"<title[^>]*>(.*?)</title>", html, re.DOTALL)
    if title and not isinstance(title, str):
        title = title.group(1).decode("utf-8", "replace")
    return NewsPage(f"p{number}", title or f"p{number}", page.record.get("charset"), gzip.compress(html, 6, mtime=0))


@dataclass
class Run:
    articles: int
    wall: float
    cpu: float

    @property
    def per_second(self):
        return self.articles / self.wall

    @property
    def per_core_second(self):
        return self.articles / self.cpu


def feed(pages, url):
    items = "".join(
        f"<item><title>{escaped(page.title)}</title><link>{url(page)}</link><guid>{url(page)}</guid></item>" for page in pages)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


class NewsWeb(web.Web):
    """The pages, dealt out to the hosts, with a feed on each."""

    def __init__(self, pages, record):
        self.pages = {host: pages[host::HOSTS] for host in range(HOSTS)}
        answers = {}
        for host, own in self.pages.items():
            for page in own:
                kind = "text/html" + (f"; charset={page.charset}" if page.charset else "")
                answers[host, f"/{page.name}.html"] = web.Answer(page.gzipped, kind, is_gzipped=True)
        super().__init__(answers, HOSTS, record)

    def serve(self):
        # In the process that serves: only now is the port known.
        for host, own in self.pages.items():
            text = feed(own, lambda page: self.url(host, f"/{page.name}.html"))
            self.answers[host, "/feed.xml"] = web.Answer(text.encode(), "application/rss+xml", max_age=86400)
        super().serve()

    @property
    def urls(self):
        return [self.url(host, f"/{page.name}.html") for host, own in self.pages.items() for page in own]

    @property
    def sources(self):
        return [(f"host-{host}", self.url(host, "/feed.xml")) for host in range(HOSTS)]


def run_copydesk(program, news, folder):
    with Measured() as cost:
        daemon = Daemon(program, folder, news.sources, SETTINGS)
        begun = cost.begun
        is_over = daemon.wait(len(news.urls), seconds=300)
        daemon.stop()
        reap()
    if not is_over:
        raise SystemExit(f"{daemon.delivered + daemon.other} of {len(news.urls)} articles after five minutes\n" + "\n".join(daemon.faults[-20:]))
    texts = daemon.texts()
    if texts != daemon.delivered:
        raise SystemExit(f"{texts} texts of {daemon.delivered} deliveries")
    return Run(daemon.delivered, daemon.last - begun, cost.cpu)


def run_trafilatura(venv, news, folder):
    folder.mkdir(parents=True)
    (folder / "urls.txt").write_text("\n".join(news.urls) + "\n", encoding="utf-8")
    [settings] = venv.glob("lib/python3*/site-packages/trafilatura/settings.cfg")
    text = settings.read_text(encoding="utf-8")
    for own, ours in PEER_SETTINGS:
        if own not in text:
            raise SystemExit(f"trafilatura's settings hold no “{own}” any more")
        text = text.replace(own, ours)
    (folder / "settings.cfg").write_text(text, encoding="utf-8")
    with Measured() as cost:
        subprocess.run(
            [venv / "bin/trafilatura", "-i", "urls.txt", "-o", "output", "--parallel", str(2 * os.cpu_count()),
             "--config-file", "settings.cfg"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return Run(sum(1 for _ in (folder / "output").rglob("*.txt")), cost.wall, cost.cpu)


def run_scrapy(venv, news, folder):
    folder.mkdir(parents=True)
    (folder / "urls.txt").write_text("\n".join(news.urls) + "\n", encoding="utf-8")
    with Measured() as cost:
        subprocess.run([venv / "bin/python", SPIDER, folder / "urls.txt", folder / "output"], check=True)
    return Run(sum(1 for _ in (folder / "output").glob("*.txt")), cost.wall, cost.cpu)

