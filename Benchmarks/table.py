#!/usr/bin/env python3
"""Put the figures of a benchmark into the README beside this file.

    table.py PART.json … [--readme FILE]

A part's file is {"part", "title", "text", "rows": [{"what", "measured", "asked", "holds"}]}, where "asked" and "holds" may be
null; "text" is Markdown in paragraphs and says how it was measured. Its table replaces what stands between the lines `<!-- part -->` and
`<!-- /part -->` of the README, which must be there. Standard library only.
"""
import argparse
import datetime
import json
import os
import re
import textwrap
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERDICTS = {True: "holds", False: "**falls short**", None: ""}


def machine():
    """What the figures were measured on; it names no host."""
    found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return f"{os.cpu_count()} cores ({found.group(1) if found else 'of a kind that is not told'})"


def cell(value):
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")


def section(result, date, where):
    """The part's title, its text, and a table with a line for each figure."""
    text = "\n\n".join(textwrap.fill(part, 128, break_long_words=False, break_on_hyphens=False) for part in result["text"].split("\n\n"))
    lines = [f"## {result['title']}", "", text, "", f"Measured on {date}, on {where}.", "", "| what | measured | asked | |", "|---|---|---|---|"]
    for row in result["rows"]:
        lines.append(f"| {cell(row['what'])} | {cell(row['measured'])} | {cell(row.get('asked'))} | {VERDICTS[row.get('holds')]} |")
    return "\n".join(lines)


def replaced(readme, part, text):
    """The README with `text` between the part's marks."""
    begin, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    before, found, rest = readme.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"the README has no lines {begin} and {end}")
    return f"{before}{begin}\n{text}\n{end}{after}"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("results", nargs="+", type=Path)
    options.add_argument("--readme", type=Path, default=HERE / "README.md")
    args = options.parse_args()
    readme = args.readme.read_text(encoding="utf-8")
    for file in args.results:
        result = json.loads(file.read_text(encoding="utf-8"))
        readme = replaced(readme, result["part"], section(result, datetime.date.today(), machine()))
    args.readme.write_text(readme, encoding="utf-8")


if __name__ == "__main__":
    main()
