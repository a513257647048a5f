"""How long hosts wait beyond their own delay: from the web's record of requests, with 1,000 hosts."""
import collections
import time
from dataclasses import dataclass

from . import web
from .copydesk import Daemon
from .throughput import feed

HOSTS = 1000
#: So that 100 requests a second are due: a load that two cores carry.
DELAY_SECONDS = 10
#: Of each host; the run lasts as many delays.
ARTICLES = 8

SETTINGS = f"""
[paths]
state = "state"
output = "output"

[fetch]
allow_addresses = ["127.0.0.0/8"]
delay = "{DELAY_SECONDS}s"
max_transfers = 256

[polling]
interval = "{DELAY_SECONDS}s"
min_interval = "{DELAY_SECONDS}s"
"""

PARAGRAPH = (
    "The {ordinal} boat of the day came in at {hour} o'clock with crates of oysters for the market at quay {host}, and the men who "
    "unloaded it said that the water had been calm since the morning, although the wind was expected to turn by the evening. ")


@dataclass
class SmallPage:
    """A short article, another one for each host and number."""

    host: int
    number: int

    @property
    def name(self):
        return f"a{self.number}"

    @property
    def title(self):
        return f"Boat {self.number} at quay {self.host} has come in"

    @property
    def html(self):
        paragraphs = "".join(
            f"<p>{PARAGRAPH.format(ordinal=f'{self.number * 7 + part}th', hour=part + 3, host=self.host * 31 + part)}</p>" for part in range(5))
        return (
            f"<!DOCTYPE html><html lang='en'><head><title>{self.title}</title></head><body><article><h1>{self.title}</h1>{paragraphs}"
            "</article></body></html>")


class SlowWeb(web.Web):
    def __init__(self, record):
        answers = {}
        for host in range(HOSTS):
            for number in range(ARTICLES):
                page = SmallPage(host, number)
                answers[host, f"/{page.name}.html"] = web.Answer(page.html.encode())
        super().__init__(answers, HOSTS, record)

    def serve(self):
        for host in range(HOSTS):
            text = feed([SmallPage(host, number) for number in range(ARTICLES)], lambda page: self.url(host, f"/{page.name}.html"))
            self.answers[host, "/feed.xml"] = web.Answer(text.encode(), "application/rss+xml", max_age=86400)
        super().serve()


@dataclass
class Waits:
    """Beyond the delay, in milliseconds, sorted."""

    milliseconds: list

    def quantile(self, part):
        return self.milliseconds[min(len(self.milliseconds) - 1, int(len(self.milliseconds) * part))]


def waits(record):
    """From the end of each answer to the host's next request, less the delay. A host that is asked too soon is below zero."""
    by_host = collections.defaultdict(list)
    for host, _, begun, ended in web.requests(record):
        by_host[host].append((begun, ended))
    found = []
    for times in by_host.values():
        times.sort()
        found += [(following[0] - before[1] - DELAY_SECONDS) * 1000 for before, following in zip(times, times[1:])]
    return Waits(sorted(found))


def run(program, folder):
    """How long hosts waited, how many articles a second came, and the part of all articles that came: less than all of them where the
    machine could not carry the load, and then the waits say so."""
    folder.mkdir(parents=True)
    slow = SlowWeb(folder / "record")
    begun = time.monotonic()
    try:
        sources = [(f"host-{host}", slow.url(host, "/feed.xml")) for host in range(HOSTS)]
        daemon = Daemon(program, folder / "copydesk", sources, SETTINGS)
        daemon.wait(HOSTS * ARTICLES, seconds=DELAY_SECONDS * (ARTICLES + 2) * 1.5)
        seconds = daemon.last - begun
        daemon.stop()
    finally:
        slow.stop()
    return waits(folder / "record"), daemon.delivered / seconds, daemon.delivered / (HOSTS * ARTICLES)
