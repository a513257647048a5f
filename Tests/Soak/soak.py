"""The daemon as it is built, for a while, on news sites that publish as fast as it reads, with polls every second or two and
one answer in ten failing.

    soak.py DIRECTORY [--seconds N] [--sites N] [--keep]

DIRECTORY holds the built copydesk and copydesk-worker. It fails where an article that was sent whole once is not delivered
once and whole, where one is fetched again after that, where journal, files, ledger and the sites' own list disagree, and
where daemon or workers grow. --keep leaves the folder of the run and its samples for whoever wants to look.
"""

import argparse
import asyncio
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import judge
import processes
from web import Web

# Each site publishes until so many of its articles have not been read.
BACKLOG = 40
# At the end nothing new is published, and what was sent is delivered within this; so long without a delivery, it is.
LAST_SECONDS = 60
QUIET_SECONDS = 10
# The daemon ends within this, as systemd gives it.
STOP_SECONDS = 20

CONFIGURATION = """[paths]
state = "state"
output = "output"
[fetch]
allow_addresses = ["127.0.0.0/8"]
delay = "0s"
connect_timeout = "2s"
total_timeout = "6s"
[polling]
interval = "1s"
min_interval = "1s"
max_interval = "2s"
[extraction]
workers = 2
memory_limit = "96MB"
[revisions]
look_again = "0s"
[log]
level = "error"
"""


class Soak:
    def __init__(self, arguments):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="copydesk-soak-"))
        self.programs = arguments.directory.resolve()
        self.seconds = arguments.seconds
        self.web = Web(arguments.sites)
        self.samples = []

    def configure(self):
        (self.folder / "copydesk.toml").write_text(CONFIGURATION)
        (self.folder / "sources.d").mkdir()
        sources = "".join(
            f'[[source]]\nname = "{site.name}"\nurl = "{site.origin}/feed.xml"\n' for site in self.web.sites)
        (self.folder / "sources.d/sites.toml").write_text(sources)

    async def run(self):
        await self.web.start()
        self.configure()
        with open(self.folder / "log", "w") as log:
            daemon = subprocess.Popen(
                [self.programs / "copydesk", "run", "--config", self.folder / "copydesk.toml"], stderr=log,
                stdin=subprocess.DEVNULL, cwd=self.folder)
        try:
            await self.publish(daemon)
            await self.settle()
            daemon.send_signal(signal.SIGTERM)
            return await asyncio.to_thread(daemon.wait, STOP_SECONDS)
        finally:
            if daemon.poll() is None:
                daemon.kill()

    async def publish(self, daemon):
        start = time.monotonic()
        while (now := time.monotonic() - start) < self.seconds and daemon.poll() is None:
            for site in self.web.sites:
                while len(site.unread) < BACKLOG:
                    site.publish()
                # What fails is read again after a minute or two, and is no reason to wait.
                fresh = [a for a in site.unread.values() if a.attempts == 0]
                for _ in range(BACKLOG - len(fresh)):
                    site.publish()
            if not self.samples or now - self.samples[-1]["second"] >= 1:
                sample = {"second": now, "sent": sum(bool(a.sendings) for a in self.web.articles())}
                self.samples.append(sample | processes.sample(daemon.pid, self.folder / "state"))
            await asyncio.sleep(0.1)

    async def settle(self):
        """Until nothing has been delivered for a while. Everything that is asked for fails from now on."""
        self.web.closing = True
        deadline = time.monotonic() + LAST_SECONDS
        lines, changed = -1, time.monotonic()
        while (now := time.monotonic()) < deadline and now - changed < QUIET_SECONDS:
            count = len(judge.journal(self.folder))
            if count != lines:
                lines, changed = count, now
            await asyncio.sleep(0.5)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--sites", type=int, default=40)
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    # Whoever ends this ends the daemon too, as with a key.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    soak = Soak(arguments)
    try:
        status = asyncio.run(soak.run())
        faults = [] if status == 0 else [f"the daemon ended with {status}: {(soak.folder / 'log').read_text()[-2000:]}"]
        faults += judge.deliveries(soak.web, soak.folder) + judge.growth(soak.samples)
    finally:
        if arguments.keep:
            (soak.folder / "samples.json").write_text(json.dumps(soak.samples))
            print(f"kept: {soak.folder}")
        else:
            shutil.rmtree(soak.folder)
    for fault in faults:
        print(f"FAILED: {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
