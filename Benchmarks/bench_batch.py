#!/usr/bin/env python3
"""Measure `copydesk extract --batch`: how it scales over jobs, and what the command's own process costs beside its workers.

    bench_batch.py COPYDESK --corpus DIR [--rounds 5]

The same pages are given in three ways: as paths, as lines that hold them, and in lines of 10 MB. One job and as many as there are
cores take turns; the least time of the rounds counts, which leaves out what other work on the machine added.
"""
import argparse
import base64
import json
import os
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import figures
import growth
import pages

LARGE_BYTES, LARGE_LINES = 10_000_000, 4
TICK = 1 / os.sysconf("SC_CLK_TCK")


class Run:
    """One batch: how long it took by the clock, and the processor time of the command's own process and of all its workers."""
    def __init__(self, copydesk, file, jobs, expected):
        with open(file, "rb") as requests, tempfile.TemporaryFile() as answers:
            start = time.monotonic()
            process = subprocess.Popen([copydesk, "extract", "--batch", "--jobs", str(jobs)], stdin=requests, stdout=answers)
            own = OwnTime(process.pid)
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            own.end()
            check(process.returncode, answers, expected)
        self.own = own.seconds
        # What wait4 gives holds the children that the process has waited for.
        self.workers = max(usage.ru_utime + usage.ru_stime - self.own, TICK)


class OwnTime:
    """The processor time of a process without its children, looked at until it ends (proc(5), utime and stime)."""
    def __init__(self, process):
        self.seconds, self.file, self.ended = 0.0, Path(f"/proc/{process}/stat"), threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.ended.wait(0.02):
            try:
                fields = self.file.read_text().rpartition(")")[2].split()
            except OSError:
                return  # It has ended and is reaped.
            if fields[0] != "Z":
                self.seconds = (int(fields[11]) + int(fields[12])) * TICK

    def end(self):
        self.ended.set()
        self.thread.join()


def check(code, answers, expected):
    """Every line has an article, or what was measured is something else."""
    answers.seek(0)
    found = [json.loads(line) for line in answers]
    failed = [answer["error"] for answer in found if "error" in answer]
    if code != 0 or len(found) != expected or failed:
        raise SystemExit(f"exit {code}, {len(found)} answers to {expected} lines, {len(failed)} errors: {failed[:3]}")


def best(copydesk, file, expected, rounds):
    """The best of the rounds for one job and for one a core."""
    cores = os.cpu_count()
    runs = {1: [], cores: []}
    for _ in range(rounds):
        for jobs, done in runs.items():
            done.append(Run(copydesk, file, jobs, expected))
    return min(run.seconds for run in runs[1]), min(run.seconds for run in runs[cores]), min(runs[1], key=lambda run: run.own + run.workers)


def written(folder, name, lines):
    """A file of requests, and how many there are."""
    file = folder / f"{name}.ndjson"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return file, len(lines)


def inputs(folder, chosen):
    requests = [json.loads(page.request) for page in chosen]
    contents = [page.bytes() for page in chosen]
    # Bytes that are no UTF-8 cannot stand in a JSON string.
    held = [{"id": request["id"], "url": request.get("url"), "charset": request.get("charset")} | as_member(content)
            for request, content in zip(requests, contents, strict=True)]
    large = [{"id": number, "html": growth.grown("more of everything", LARGE_BYTES)} for number in range(LARGE_LINES)]
    megabytes = sum(map(len, contents)) / 1e6
    return {
        "paths": (written(folder, "paths", requests), megabytes),
        "lines that hold the page": (written(folder, "lines", held), megabytes),
        "lines of 10 MB": (written(folder, "large", large), LARGE_BYTES * LARGE_LINES / 1e6),
    }


def as_member(content):
    try:
        return {"html": content.decode("utf-8")}
    except UnicodeDecodeError:
        return {"html_base64": base64.b64encode(content).decode()}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("copydesk")
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--rounds", type=int, default=5)
    args = options.parse_args()
    cores = os.cpu_count()
    chosen = pages.read(args.corpus)
    shown = figures.Figures("batch", "copydesk extract --batch")
    figures.FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=figures.FOLDER) as folder:
        for name, ((file, expected), megabytes) in inputs(Path(folder), chosen).items():
            one, many, run = best(args.copydesk, file, expected, args.rounds)
            scale = one / many
            shown.add(f"{name}: throughput of {cores} jobs against one ({megabytes / many:.0f} and {megabytes / one:.0f} MB/s)",
                      f"{scale:.2f} ×", f"≥ {0.9 * cores:.1f} ×", scale >= 0.9 * cores)
            # As long as all workers together take longer than the one process that feeds them, it is not what they wait for.
            share = run.own / run.workers
            shown.add(f"{name}: processor time of the command's own process against its workers'", f"{share:.1%}",
                      f"< {1 / cores:.0%}", share < 1 / cores)
    shown.publish(
        f"On {pages.described(chosen)}, and on {LARGE_LINES} pages of 10 MB grown from one of our own; the least time of {args.rounds} "
        f"rounds by the clock, one job and {cores} in turn, workers' start included. The command itself reads, takes lines apart, hands "
        f"pages to the workers and writes. It is what they wait for where it takes longer than each of {cores} workers.")


if __name__ == "__main__":
    main()
