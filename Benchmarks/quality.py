#!/usr/bin/env python3
"""Fail when extraction falls below its floors on the corpora.

    quality.py PROGRAM --corpus DIR --eval DIR [--floors Benchmarks/floors.json]

Runs the built program over the corpora through DIR/run.py and compares every figure that floors.json names with its floor
("at_least") or ceiling ("at_most"). The figures hold for one state of the corpora, which floors.json pins by a hash: on
other pages they mean nothing, and the run fails and says so. A floor is lowered only on purpose, in a commit that says why.
Standard library only.
"""
import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def corpus_hash(folder):
    """SHA-256 over the names and contents of a dataset's files, sorted by name."""
    value = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        value.update(str(file.relative_to(folder)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return value.hexdigest()


def measure(program, corpus, evaluation, dataset, page_type):
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        command = [sys.executable, evaluation / "run.py", program, dataset, "--corpus", corpus, "--out", folder, "--json", figures]
        subprocess.run(command + (["--type", page_type] if page_type else []), check=True)
        return json.loads(figures.read_text())


def failures(measured, dataset, floors):
    for bound, allows in (("at_least", lambda value, limit: value >= limit), ("at_most", lambda value, limit: value <= limit)):
        for name, limit in floors.get(bound, {}).items():
            value = measured[dataset]["all"].get(name)
            verdict = "ok" if value is not None and allows(value, limit) else "FAILED"
            shown = "missing" if value is None else f"{value:.4f}"
            print(f"{verdict:7} {dataset} {name} {shown} ({bound.replace('_', ' ')} {limit})")
            if verdict != "ok":
                yield name


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--eval", type=Path, required=True)
    options.add_argument("--floors", type=Path, default=HERE / "floors.json")
    args = options.parse_args()
    failed = []
    for dataset, floors in json.loads(args.floors.read_text())["datasets"].items():
        found = corpus_hash(args.corpus / dataset)
        if found != floors["sha256"]:
            print(f"FAILED  {dataset} is another corpus than the floors were measured on: {found}")
            failed.append(dataset)
            continue
        failed += failures(measure(args.program, args.corpus, args.eval, dataset, floors.get("page_type")), dataset, floors)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
