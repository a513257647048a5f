"""Counts the instructions that extracting bundled pages takes, and fails where there are 3 % more than were written down.

    instructions.py BENCH [--update]

BENCH is the built extraction-bench. Instructions are counted by valgrind's callgrind, once everything that is made at the first
use is there; unlike times they are the same in each run. They hold for one compiler and one set of libraries: elsewhere
nothing is compared, and the script says so. --update writes the figures down anew.
"""

import argparse
import json
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
FIGURES = HERE / "instructions.json"
PAGES = HERE.parent / "Tests/ExtractionTests/Pages"
LANGUAGES = "ar de en es fr it ja ko nl pl pt ru".split()
TOLERANCE = 1.03


def environment():
    """What the figures depend on beside our own code."""
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True, check=True)
    version = re.search(r"Swift version (\S+)", swift.stdout + swift.stderr).group(1)
    libxml = subprocess.run(["pkg-config", "--modversion", "libxml-2.0"], capture_output=True, text=True, check=True)
    flags = pathlib.Path("/proc/cpuinfo").read_text()
    return {
        "swift": version, "libxml2": libxml.stdout.strip(), "libc": platform.libc_ver()[1],
        "machine": platform.machine() + (" avx2" if " avx2" in flags else ""),
    }


def count(bench, page):
    """Instructions for one page, libraries included."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            "valgrind", "--tool=callgrind", "--toggle-collect=*extractOnce*", f"--callgrind-out-file={scratch}/out",
            str(bench), "once",
        ]
        request = json.dumps({"id": page.parent.name, "path": str(page)})
        run = subprocess.run(command, input=request, capture_output=True, text=True)
        found = re.search(r"Collected : (\d+)", run.stderr)
        if run.returncode != 0 or not found or found.group(1) == "0":
            sys.exit(f"{page}: callgrind counted nothing\n{run.stderr}")
        return int(found.group(1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench", type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    if not shutil.which("valgrind"):
        print("SKIPPED: no valgrind; nothing is counted")
        return
    here = environment()
    known = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    if not arguments.update and known.get("environment") != here:
        print(f"SKIPPED: the figures are of {known.get('environment')}, this is {here}")
        return
    with tempfile.TemporaryDirectory() as scratch:
        # callgrind cannot read the debug information.
        bench = pathlib.Path(scratch) / "extraction-bench"
        shutil.copy(arguments.bench, bench)
        subprocess.run(["strip", "--strip-debug", bench], check=True)
        counts = {name: count(bench, PAGES / f"full-page-{name}" / "source.html") for name in LANGUAGES}
    if arguments.update:
        FIGURES.write_text(json.dumps({"environment": here, "instructions": counts}, indent=2) + "\n")
    before = known.get("instructions", {})
    for name, instructions in counts.items():
        change = f"{instructions / before[name] - 1:+.2%}" if name in before else "new"
        print(f"full-page-{name}: {instructions:,} instructions, {change}")
    total, limit = sum(counts.values()), sum(before.values()) * TOLERANCE
    print(f"together: {total:,}")
    if before and not arguments.update and total > limit:
        sys.exit(f"more than {limit:,.0f}: 3 % over what is written down in {FIGURES.name}")


if __name__ == "__main__":
    main()
