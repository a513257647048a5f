"""`copydesk run` on the benchmark's web, as an operator would start it."""
import json
import subprocess
import threading
import time

from . import measured


class Daemon:
    """A daemon with a folder of its own; its log is read as it comes, since that says what has ended."""

    def __init__(self, program, folder, sources, settings):
        folder.mkdir(parents=True)
        (folder / "sources.d").mkdir()
        (folder / "copydesk.toml").write_text(settings, encoding="utf-8")
        (folder / "sources.d" / "web.toml").write_text(
            "".join(f'[[source]]\nname = "{name}"\nurl = "{url}"\n\n' for name, url in sources), encoding="utf-8")
        self.output, self.state = folder / "output", folder / "state"
        self.delivered, self.other, self.faults, self.last = 0, 0, [], time.monotonic()
        self.process = subprocess.Popen(
            [program, "run", "--config", str(folder / "copydesk.toml"), "--log-format", "json"], stderr=subprocess.PIPE, text=True)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stderr:
            event = json.loads(line) if line.startswith("{") else {"message": line.strip(), "level": "error"}
            if event["message"] == "delivered":
                self.delivered += 1
            elif event["message"] in ("not delivered", "will try again"):
                # The second for pages that send their reader to a host beyond this web.
                self.other += 1
            elif event["level"] not in ("info", "notice"):
                self.faults.append(line.strip())
                continue
            else:
                continue
            self.last = time.monotonic()

    def wait(self, articles, seconds):
        """Whether so many articles have come to an end, in whatever way, within this time."""
        deadline = time.monotonic() + seconds
        while self.delivered + self.other < articles:
            if self.process.poll() is not None:
                raise SystemExit("the daemon has ended by itself\n" + "\n".join(self.faults[-20:]))
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def stop(self):
        measured.end(self.process)
        self.reader.join()

    def texts(self):
        """How many text files stand in the output directory."""
        return sum(1 for _ in (self.output / "articles").rglob("*.txt"))
