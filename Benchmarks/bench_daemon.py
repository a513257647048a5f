#!/usr/bin/env python3
"""The daemon's throughput against its peers, and how long hosts wait under load.

    bench_daemon.py COPYDESK --corpus DIRECTORY --peers DIRECTORY

PEERS is the virtual environment with trafilatura and Scrapy. Everything runs on this machine: the web on loopback in a process of
its own, whose processor time counts for nobody, and the output on the disk that .build lies on.
"""
import argparse
import os
import shutil
import tempfile
from pathlib import Path

import figures
from daemon import measured, politeness, throughput

WAIT_ASKED = 50


def compare(options, folder, found):
    """Each peer once, as it takes a while, and the daemon between and around them."""
    pages, origin = throughput.news_pages(options.corpus)
    news = throughput.NewsWeb(pages, folder / "record")
    own, peers = [], {}
    try:
        for turn in range(throughput.ROUNDS):
            own.append(shown("copydesk", throughput.run_copydesk(options.copydesk, news, folder / f"copydesk-{turn}")))
            if turn == 0:
                peers["trafilatura"] = shown("trafilatura", throughput.run_trafilatura(options.peers, news, folder / "trafilatura"))
            if turn == 1:
                peers["Scrapy"] = shown("Scrapy", throughput.run_scrapy(options.peers, news, folder / "scrapy"))
    finally:
        news.stop()
    own = sorted(own, key=lambda run: run.cpu)[len(own) // 2]
    for (name, peer), asked in zip(peers.items(), (10, 5)):
        for what, ratio in [
            ("articles a second and core", own.per_core_second / peer.per_core_second),
            ("articles a second", own.per_second / peer.per_second),
        ]:
            found.add(f"{what}, against {name}", f"{ratio:.1f} ×", f"≥ {asked} ×", ratio >= asked)
    for name, run in [("Copydesk", own), *peers.items()]:
        found.add(
            f"{name}: articles; a second and core; a second",
            f"{run.articles}; {run.per_core_second:.1f}; {run.per_second:.1f}")
    return f"{len(pages)} pages ({origin})"


def shown(name, run):
    print(f"{name}: {run.articles} articles in {run.wall:.1f} s with {run.cpu:.1f} s of processor time", flush=True)
    return run


def look_at_waits(options, folder, found):
    waits, rate, part_delivered = politeness.run(options.copydesk, folder / "politeness")
    wait = waits.quantile(0.99)
    found.add(
        f"a host's wait beyond its delay, of {politeness.HOSTS} hosts, 99th percentile", f"{wait:.0f} ms", f"≤ {WAIT_ASKED} ms",
        wait <= WAIT_ASKED)
    found.add("the same, shortest; median; longest", "; ".join(f"{waits.quantile(part):.0f} ms" for part in (0, 0.5, 1)))
    found.add("articles a second meanwhile; of all that there were", f"{rate:.0f}; {part_delivered:.0%}")


def described(pages):
    return (
        f"{pages} on {throughput.HOSTS} hosts, each a loopback address with a feed of its own; the web is one process whose processor "
        "time counts for nobody. `copydesk run` finds the pages by the feeds and delivers texts and JSON, all of it flushed to the disk "
        f"(the middle one of {throughput.ROUNDS} runs). `trafilatura -i URLS -o DIRECTORY --parallel {2 * os.cpu_count()}`, and a Scrapy "
        "spider that calls `trafilatura.extract` and writes files (64 requests at once, 8 to a host), are given the addresses and flush "
        "nothing. There are no delays and no robots.txt. “A second and core” counts processor time of the whole process tree. "
        f"For the waits {politeness.HOSTS} hosts have {politeness.ARTICLES} short articles each and a delay of "
        f"{politeness.DELAY_SECONDS} s; a wait goes from the end of an answer to the host's next request, as the web records them, less "
        "the delay.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("copydesk", type=Path)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("--peers", required=True, type=Path)
    options = parser.parse_args()
    options.copydesk, options.peers = options.copydesk.absolute(), options.peers.absolute()
    measured.adopt()
    figures.FOLDER.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="daemon-", dir=figures.FOLDER))
    found = figures.Figures("daemon", "The daemon's throughput")
    try:
        pages = compare(options, folder, found)
        look_at_waits(options, folder, found)
    finally:
        shutil.rmtree(folder)
    found.publish(described(pages))


if __name__ == "__main__":
    main()
