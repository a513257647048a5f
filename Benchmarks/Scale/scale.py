#!/usr/bin/env python3
"""What the daemon costs where there is very much of everything: memory, start, idling, reload, and its pages.

    scale.py --program COPYDESK --corpus FOLDER --out FOLDER [--articles N] [--idle SECONDS]

The daemon is the real one, over generated sources and a generated ledger; nothing of it is due, so nothing is fetched. The
ledger is kept in FOLDER for the next run. Writes FOLDER/scale.json. Standard library only.
"""
import argparse
import hashlib
import json
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import ledger
from daemon import Daemon, source, write_configuration, write_sources
from workers import worker_peaks

FEW, MANY = 10_000, 100_000


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.rows = []
        self.log = options.out / "scale.log"
        self.log.unlink(missing_ok=True)

    def row(self, what, measured, asked=None, holds=None):
        self.rows.append({"what": what, "measured": measured, "asked": asked, "holds": holds})
        verdict = "" if holds is None else " holds" if holds else " FALLS SHORT"
        print(f"{what}: {measured}" + (f" (asked {asked}){verdict}" if asked else ""), flush=True)

    def daemon(self):
        return Daemon(self.options.program, self.folder / "copydesk.toml", self.log)

    def prepare(self):
        """A ledger of the daemon's making with rows of ours, from an earlier run where its tables are still the same."""
        write_configuration(self.folder)
        write_sources(self.folder / "sources.d", 1)
        with self.daemon():
            pass
        made = self.folder / "state/ledger.sqlite"
        kept = self.options.out / f"ledger-{self.options.articles}-{ledger_schema(made)}.sqlite"
        if not kept.exists():
            begin = time.monotonic()
            for old in self.options.out.glob("ledger-*.sqlite"):
                old.unlink()
            ledger.fill(made, self.options.articles, FEW)
            shutil.copy(made, kept)
            print(f"a ledger of {self.options.articles} articles: {time.monotonic() - begin:.0f} s", flush=True)
        self.kept, self.made = kept, made

    def fresh_ledger(self, sources):
        for suffix in ("-wal", "-shm", ""):
            Path(f"{self.made}{suffix}").unlink(missing_ok=True)
        shutil.copy(self.kept, self.made)
        ledger.extend(self.made, sources)
        ledger.postpone(self.made)

    def let_it_look_over(self, daemon):
        """A large ledger is looked over beside the start."""
        if self.made.stat().st_size > 32_000_000:
            daemon.wait_until_logged("the ledger is sound")

    def start_times(self, rounds):
        times = []
        for _ in range(rounds):
            with self.daemon() as daemon:
                times.append(daemon.seconds_to_ready)
        return times

    def few(self):
        """10,000 sources: start, memory, idling, pages, reload."""
        write_sources(self.folder / "sources.d", FEW)
        self.fresh_ledger(FEW)
        times = self.start_times(3)
        with self.daemon() as daemon:
            times.append(daemon.seconds_to_ready)
            self.row(
                "start to READY, 10,000 sources", f"{statistics.median(times):.2f} s (of {len(times)}; longest {max(times):.2f} s)",
                "≤ 1 s", statistics.median(times) <= 1)
            self.let_it_look_over(daemon)
            time.sleep(self.options.settle)
            share = daemon.idle_share(self.options.idle)
            now, peak, anonymous = daemon.memory()
            self.row("memory of the daemon, 10,000 sources", f"{now:.1f} MB ({anonymous:.1f} MB without its files)", "≤ 48 MB", now <= 48)
            self.row("the most until then", f"{peak:.1f} MB")
            self.row("processor while idle, 10,000 sources", f"{share * 100:.3f} % of a core", "≤ 0.1 %", share <= 0.001)
            for path in ("/", "/metrics", "/status.json"):
                seconds, size = daemon.seconds_to_ask(path)
                self.row(f"first answer of `{path}`", f"{seconds * 1000:.0f} ms ({size / 1e6:.1f} MB)")
            self.status()
            self.reload(daemon)
            # What was shown is kept for a while.
            time.sleep(3 * self.options.settle)
            self.row("memory after pages and reloads", f"{daemon.memory()[0]:.1f} MB", "≤ 48 MB", daemon.memory()[0] <= 48)

    def status(self):
        begin = time.monotonic()
        subprocess.run(
            [self.options.program, "status", "--config", self.folder / "copydesk.toml"], check=True, stdout=subprocess.DEVNULL)
        self.row("`copydesk status`", f"{(time.monotonic() - begin) * 1000:.0f} ms")

    def reload(self, daemon):
        """Each with another source changed, one added and one gone."""
        times = []
        for number in range(5):
            file = self.folder / f"sources.d/{number:04d}.toml"
            text = file.read_text().replace('interval = "20m"', 'interval = "40m"', 1)
            gone = "[[source]]" + text.split("[[source]]")[3]
            # A source that is new would be polled soon.
            new = source(200_000 + number).replace("[[source]]", "[[source]]\npaused = true")
            file.write_text(text.replace(gone, "") + new)
            times.append(daemon.reload())
        asked = statistics.median(times)
        self.row("SIGHUP to the end of the reload, 10,000 sources", f"{asked * 1000:.0f} ms (of {len(times)}; longest {max(times) * 1000:.0f} ms)", "≤ 500 ms", asked <= 0.5)

    def many(self):
        """100,000 sources."""
        write_sources(self.folder / "sources.d", MANY)
        self.fresh_ledger(MANY)
        with self.daemon() as daemon:
            self.row("start to READY, 100,000 sources", f"{daemon.seconds_to_ready:.2f} s")
            self.let_it_look_over(daemon)
            time.sleep(self.options.settle)
            now, peak, anonymous = daemon.memory()
            self.row("memory of the daemon, 100,000 sources", f"{now:.1f} MB ({anonymous:.1f} MB without its files)", "≤ 200 MB", now <= 200)
            self.row("the most until then, 100,000 sources", f"{peak:.1f} MB")

    def workers(self):
        peaks, pages = worker_peaks(self.options.program, self.options.corpus)
        self.row(f"the most memory of a worker over {pages} pages", f"{max(peaks):.1f} MB", "≤ 64 MB", max(peaks) <= 64)


def ledger_schema(path):
    """What tells one version's tables from another's."""
    database = sqlite3.connect(path)
    tables = "\n".join(row[0] or "" for row in database.execute("SELECT sql FROM sqlite_schema ORDER BY name"))
    database.close()
    return hashlib.sha256((tables + Path(ledger.__file__).read_text()).encode()).hexdigest()[:12]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", type=Path, required=True)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--articles", type=int, default=1_000_000)
    options.add_argument("--idle", type=float, default=60, help="seconds over which idling is measured")
    options.add_argument("--settle", type=float, default=10, help="seconds before memory is looked at")
    options.add_argument("--only", choices=["few", "many", "workers"], action="append")
    args = options.parse_args()
    args.program = args.program.resolve()
    args.out.mkdir(parents=True, exist_ok=True)
    wanted = args.only or ["few", "many", "workers"]
    with tempfile.TemporaryDirectory(prefix="scale-", dir=args.out.resolve()) as folder:
        bench = Bench(args, Path(folder))
        if {"few", "many"} & set(wanted):
            bench.prepare()
        for part in wanted:
            getattr(bench, part)()
    text = (
        f"`copydesk run`, the release build, over {FEW:,} and {MANY:,} generated sources and a generated ledger of {args.articles:,} "
        "articles of a year (96 % delivered, 2,000 waiting, 3,300 to be looked at again). Nothing is due, so nothing is fetched. "
        "READY is what the service manager gets; memory is the process's resident memory, some seconds after the start; idling is "
        f"the scheduler's account of {args.idle:.0f} s; each reload finds a changed, a new and a missing source.")
    (args.out / "scale.json").write_text(
        json.dumps({"part": "scale", "title": "The daemon at scale", "text": text, "rows": bench.rows}, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
