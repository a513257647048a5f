"""What a part of `make bench` found: printed, kept in .build/bench and put into the README by table.py."""
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / ".build/bench"


class Figures:
    def __init__(self, part, title):
        self.part, self.title, self.rows = part, title, []

    def add(self, what, measured, asked=None, holds=None):
        """`asked` is what it should be, and `holds` whether it is; without either the figure is there to be known."""
        self.rows.append({"what": what, "measured": measured, "asked": asked, "holds": holds})
        print(f"{what}: {measured}" + (f" (asked {asked}: {'holds' if holds else 'FALLS SHORT'})" if asked else ""), flush=True)

    def publish(self, text):
        """`text` says how it was measured."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        file = FOLDER / f"{self.part}.json"
        result = {"part": self.part, "title": self.title, "text": text, "rows": self.rows}
        file.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        subprocess.run([sys.executable, HERE / "table.py", file], check=True)
