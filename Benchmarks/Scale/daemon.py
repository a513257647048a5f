"""A daemon under measurement: started, listened to as its service manager would, and looked at from outside. Standard library only."""
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from ledger import source_name, source_url

SOURCES_A_FILE = 100
STATUS = re.compile(r"^(\w+):\s+(\d+) kB$", re.MULTILINE)


def write_sources(folder, count, file_size=SOURCES_A_FILE):
    """`count` sources as people keep them: a file for every hundred, some with options of their own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for start in range(0, count, file_size):
        text = "".join(source(number) for number in range(start, min(start + file_size, count)))
        (folder / f"{start // file_size:04d}.toml").write_text(text)


def source(number):
    lines = ["[[source]]", f'name = "{source_name(number)}"', f'url = "{source_url(number)}"']
    if number % 3 == 0:
        lines.append('tags = ["world", "politics"]')
    if number % 5 == 0:
        lines.append('interval = "20m"')
    if number % 10 == 0:
        lines.append('language = "en"')
    return "\n".join(lines) + "\n\n"


def write_configuration(folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "copydesk.toml").write_text(
        f'[paths]\nstate = "{folder}/state"\noutput = "{folder}/output"\n[delivery]\nmin_free = "0MB"\n')
    return folder / "copydesk.toml"


class Daemon:
    """`copydesk run` as a process of its own. A context manager: it is stopped at the end, whatever happens."""

    def __init__(self, program, configuration, log, patience=120):
        self.program, self.configuration, self.log, self.patience = program, configuration, log, patience

    def __enter__(self):
        path = self.configuration.parent / "notify.sock"
        path.unlink(missing_ok=True)
        self.notices = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notices.bind(str(path))
        self.notices.settimeout(self.patience)
        environment = {**os.environ, "NOTIFY_SOCKET": str(path)}
        environment.pop("CACHE_DIRECTORY", None)
        self.log_start = self.log.stat().st_size if self.log.exists() else 0
        begin = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "run", "--config", self.configuration], env=environment, stdout=log, stderr=log)
        try:
            self.wait_for("READY=1")
        except BaseException:
            self.__exit__()
            raise
        self.seconds_to_ready = time.monotonic() - begin
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.notices.close()

    def wait_for(self, word):
        """Until the daemon says so to its service manager."""
        while word not in self.notices.recv(4096).decode().split("\n"):
            pass

    def wait_until_logged(self, event):
        end = time.monotonic() + self.patience
        while event.encode() not in self.log.read_bytes()[self.log_start:]:
            if time.monotonic() > end:
                raise SystemExit(f"the daemon has not logged: {event}")
            time.sleep(0.2)

    def reload(self):
        """Seconds from SIGHUP to the end of the reload."""
        self.notices.setblocking(False)
        try:
            while True:
                self.notices.recv(4096)
        except BlockingIOError:
            self.notices.settimeout(self.patience)
        begin = time.monotonic()
        self.process.send_signal(signal.SIGHUP)
        self.wait_for("READY=1")
        return time.monotonic() - begin

    def memory(self):
        """Resident memory in MB: now, the most so far, and of that now what is not of files."""
        values = {name: int(value) for name, value in STATUS.findall(Path(f"/proc/{self.process.pid}/status").read_text())}
        return tuple(values[name] * 1024 / 1e6 for name in ("VmRSS", "VmHWM", "RssAnon"))

    def cpu_seconds(self):
        """Of all its threads, from the scheduler: ticks of 10 ms would be too coarse for what an idle process uses."""
        total = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                total += int((task / "schedstat").read_text().split()[0])
            except FileNotFoundError:
                pass
        # Threads that have ended are in the process's own ticks only.
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return total / 1e9, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def idle_share(self, seconds):
        """The share of one core that it uses while nothing is due."""
        before, begin = self.cpu_seconds(), time.monotonic()
        time.sleep(seconds)
        after, elapsed = self.cpu_seconds(), time.monotonic() - begin
        # The larger of the two: each misses something that the other has.
        return max(after[0] - before[0], after[1] - before[1]) / elapsed

    def seconds_to_ask(self, path):
        """How long the page at `path` takes over the control socket."""
        begin = time.monotonic()
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(self.patience)
            client.connect(str(self.configuration.parent / "state/control.sock"))
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            answer = b""
            while chunk := client.recv(65536):
                answer += chunk
        if b" 200 " not in answer.split(b"\r\n", 1)[0]:
            raise SystemExit(f"{path}: {answer[:200]!r}")
        return time.monotonic() - begin, len(answer)
