#!/usr/bin/env python3
"""Measure extraction against libxml2's bare parsers and against other programs, on the same pages in one run.

    bench_extraction.py BENCH --corpus DIR [--eval DIR] [--peers PYTHON] [--allocations FILE] [--rounds 7]

BENCH is the built extraction-bench, PYTHON that of an environment with what peers/requirements.txt names, FILE what
allocations.c was compiled to. In every round each program does all pages, one after the other; what a page costs is the least of
its rounds, which leaves out what other work on the machine added. Without --peers only the parsers are compared, and nothing is
published.
"""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import figures
import growth
import pages

HERE = Path(__file__).resolve().parent
PLOT = HERE / "extraction-growth.svg"


class Program:
    """A process that holds the pages and measures them when it is asked to."""
    def __init__(self, command, requests, environment=None):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=os.environ | (environment or {}))
        self.process.stdin.write("".join(page.request + "\n" for page in requests) + "\n")

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"{self.process.args[0]} ended, exit {self.process.wait()}")
        return json.loads(answer)

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Least:
    """For each page the least of all rounds."""
    def __init__(self):
        self.costs = {}

    def add(self, found):
        for name, costs in found.items():
            known = self.costs.get(name, costs)
            self.costs[name] = [min(pair) for pair in zip(known, costs, strict=True)]

    def total(self, name):
        return sum(self.costs[name])


def in_rounds(programs, rounds):
    """The least of each program's rounds, which it does in turn with the others; the first warms up."""
    least = {name: Least() for name in programs}
    for number in range(rounds + 1):
        for name, program in programs.items():
            found = program.ask("costs")
            if number:
                least[name].add(found)
    return least


def parsers(shown, ours):
    """Extraction as a multiple of libxml2's own parsers."""
    dom, sax, extraction = ours.total("dom"), ours.total("sax"), ours.total("extraction")
    megabytes = ours.total("bytes") / 1e6
    shown.add("processor time against a bare DOM parse and free", f"{extraction / dom:.2f} ×", "≤ 0.9 ×", extraction <= 0.9 * dom)
    shown.add("against our SAX pass that does nothing", f"{extraction / sax:.2f} ×", "≤ 1.6 ×", extraction <= 1.6 * sax)
    shown.add("our arena alone, against the DOM; against SAX", f"{ours.total('arena') / dom:.2f} ×; {ours.total('arena') / sax:.2f} ×")
    shown.add("MB a second: extraction; DOM; SAX", "; ".join(f"{megabytes / cost * 1e6:.0f}" for cost in (extraction, dom, sax)))


def peers(shown, ours, least):
    for name, asked, holds in (("resiliparse", "> 1 ×", lambda ratio: ratio > 1), ("trafilatura", "≥ 12 ×", lambda ratio: ratio >= 12)):
        cost, dom = least[name].total("extraction"), ours.total("dom")
        ratio = cost / ours.total("extraction")
        shown.add(f"{name}'s processor time against ours ({cost / dom:.2f} × the DOM)", f"{ratio:.2f} ×", asked, holds(ratio))


def spread(shown, ours):
    """The nearest rank stands for a percentile."""
    costs, sizes = ours.costs["extraction"], ours.costs["bytes"]
    per_megabyte = sorted(cost / max(size, 1) * 1e3 for cost, size in zip(costs, sizes, strict=True))
    median = per_megabyte[len(per_megabyte) // 2]
    tail = per_megabyte[min(len(per_megabyte) - 1, len(per_megabyte) * 999 // 1000)]
    shown.add(f"time a MB: the 99.9th percentile against the median ({median:.0f} ms)", f"{tail / median:.1f} ×", "≤ 5 ×", tail <= 5 * median)
    shown.add("the slowest page", f"{max(costs) / 1e3:.0f} ms", "≤ 250 ms", max(costs) <= 250e3)


def memory(shown, found):
    """Of the most that was allocated at a time, as a multiple of the page, itself included."""
    if "peak" not in found:
        sys.exit("nothing counts allocations: --allocations names what allocations.c was compiled to")
    ratios = sorted(peak / max(size, 1) for peak, size in zip(found["peak"], found["bytes"], strict=True))
    large = [peak / size for peak, size in zip(found["peak"], found["bytes"], strict=True) if size >= 100_000]
    shown.add("memory at its peak against the page's bytes, the worst page", f"{ratios[-1]:.1f} ×", "≤ 12 ×", ratios[-1] <= 12)
    shown.add("the same, the median page; the worst of pages from 100 kB; all pages together",
              f"{ratios[len(ratios) // 2]:.1f} ×; {max(large, default=0):.1f} ×; {sum(found['peak']) / sum(found['bytes']):.1f} ×")


def quality(shown, programs, requests, evaluation):
    """F1 of the words of each program's texts, by score.py, where it is at hand."""
    if not (evaluation / "score.py").exists() or requests[0].dataset == "bundled":
        return
    sys.path.insert(0, str(evaluation))
    import score
    texts = {name: program.ask("articles")["texts"] for name, program in programs.items()}
    for dataset in dict.fromkeys(page.dataset for page in requests):
        chosen = [number for number, page in enumerate(requests) if page.dataset == dataset]
        truth = [requests[number].record for number in chosen]
        found = {name: score.score(truth, [{"id": requests[number].record["id"], "text": text[number]} for number in chosen], 2)
                 for name, text in texts.items()}
        shown.add(f"F1 of the texts, {dataset} ({len(chosen)} pages)",
                  "; ".join(f"{name} {summary['all']['f1']:.3f}" for name, summary in found.items()))


def linearity(shown, bench, rounds):
    grown = growth.write(figures.FOLDER / "growth")
    program = Program([bench, "rounds"], grown)
    least = in_rounds({"ours": program}, rounds)["ours"]
    program.end()
    growth.report(shown, grown, least.costs["bytes"], least.costs["extraction"], PLOT)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("bench")
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--eval", type=Path, default=Path("/nonexistent"))
    options.add_argument("--peers")
    options.add_argument("--allocations", type=Path)
    options.add_argument("--rounds", type=int, default=7)
    args = options.parse_args()
    requests = pages.read(args.corpus)
    shown = figures.Figures("extraction", "Extraction, bytes in memory to an article with all its fields")
    programs = {"ours": Program([args.bench, "rounds"], requests)}
    for name in ("resiliparse", "trafilatura") if args.peers else ():
        programs[name] = Program([args.peers, HERE / "peers/measure.py", name], requests)
    least = in_rounds(programs, args.rounds)
    parsers(shown, least["ours"])
    spread(shown, least["ours"])
    if not args.peers:
        return
    peers(shown, least["ours"], least)
    quality(shown, programs, requests, args.eval)
    for program in programs.values():
        program.end()
    counted = Program([args.bench, "rounds"], requests, {"LD_PRELOAD": str(args.allocations.resolve())})
    memory(shown, counted.ask("memory"))
    counted.end()
    linearity(shown, args.bench, min(3, args.rounds))
    shown.publish(described(requests, least["ours"].total("bytes") / 1e6, args.rounds))


def described(requests, megabytes, rounds):
    return (
        f"On {pages.described(requests)}, {megabytes:.0f} MB. One thread; the bytes are in memory before a clock is read, and decoding "
        "them is in our figure. The bare parsers get the same bytes as UTF-8: `htmlReadMemory` and `xmlFreeDoc` of the system's libxml2, "
        "and its parser with callbacks that do nothing. The peers get decoded text; resiliparse gives text alone, trafilatura text and "
        f"fields. Figures are processor time, for each page the least of {rounds} rounds in which all took turns. Memory is what was "
        "allocated at a time, the page's own bytes included; what a process makes once was made before. Our F1 is that of a model which was trained on these pages among others; "
        "what it reaches on publishers that it has not seen is printed by `make train`. The plot is of pages grown from one of our own; a page of a few kB has "
        "costs of its own that no longer show in a large one, so a power below 1 is no surprise.\n\n"
        f"![Processor time over the size of the page]({PLOT.name})")


if __name__ == "__main__":
    main()
