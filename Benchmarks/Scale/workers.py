"""The most memory that any worker takes for real pages. Standard library only."""
import json
import re
import subprocess
import threading
import time
from pathlib import Path

PEAK = re.compile(r"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def pages(corpus):
    """The pages of the corpora; where those are absent, the pages of our own tests."""
    found = sorted(corpus.glob("*/html/*.html.gz"))
    return found or sorted((Path(__file__).resolve().parents[2] / "Tests").rglob("source.html"))


def worker_peaks(program, corpus, looks_a_second=200):
    """Has a batch extract all pages and looks at its workers meanwhile: each one's own high-water mark grows only, so what is
    missed is at most what a worker takes for the first time within its last five milliseconds."""
    files = pages(corpus)
    requests = "".join(json.dumps({"id": str(n), "path": str(file.resolve())}) + "\n" for n, file in enumerate(files))
    batch = subprocess.Popen(
        [program, "extract", "--batch", "--jobs", "2"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    feeder = threading.Thread(target=lambda: (batch.stdin.write(requests.encode()), batch.stdin.close()))
    feeder.start()
    peaks = {}
    while batch.poll() is None:
        for pid in children(batch.pid):
            try:
                found = PEAK.search(Path(f"/proc/{pid}/status").read_text())
                name = Path(f"/proc/{pid}/comm").read_text().strip()
            except (FileNotFoundError, ProcessLookupError):
                continue
            # Between fork and exec it is a copy of the command itself.
            if found and name.startswith("copydesk-work"):
                peaks[pid] = int(found.group(1)) * 1024 / 1e6
        time.sleep(1 / looks_a_second)
    feeder.join()
    if batch.returncode != 0 or not peaks:
        raise SystemExit(f"the batch ended with {batch.returncode}")
    return list(peaks.values()), len(files)


def children(pid):
    """Of all its threads."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from task.read_text().split()
        except (FileNotFoundError, ProcessLookupError):
            pass
