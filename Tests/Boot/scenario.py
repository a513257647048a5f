"""Watches copydesk.service in the container that `run` boots: what a person who installs the package relies on.

Each step is a function and prints its name; the first that does not hold ends the test.
"""

import ctypes
import json
import os
import pathlib
import re
import signal
import subprocess
import time

import web

OUTPUT = pathlib.Path("/var/lib/copydesk/output")
HANDED = pathlib.Path("/var/lib/copydesk/handed.ndjson")
CONFIGURATION = pathlib.Path("/etc/copydesk/copydesk.toml")
SOURCES = pathlib.Path("/etc/copydesk/sources.d/news.toml")
DROP_INS = pathlib.Path("/etc/systemd/system/copydesk.service.d")
UNIT = "copydesk.service"


def call(*words, fails=False):
    """Output and errors of a command that succeeds, or fails."""
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert (done.returncode != 0) == fails, f"{words} ended with {done.returncode}: {done.stdout}"
    return done.stdout


def show(name):
    return call("systemctl", "show", UNIT, "--value", "--property", name).strip()


def eventually(what, condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.1)


def entries():
    """What the daemon has logged, each time it ran; not what reloads and systemd have."""
    text = call("journalctl", "--output", "json", "--no-pager", f"_SYSTEMD_UNIT={UNIT}")
    every = [json.loads(line) for line in text.splitlines()]
    daemons = {entry["_PID"] for entry in every if entry["MESSAGE"].startswith("notice started ")}
    return [entry for entry in every if entry["_PID"] in daemons]


def kernel_has_landlock():
    """Asks for its version (landlock_create_ruleset(2))."""
    return ctypes.CDLL(None).syscall(444, None, 0, 1) > 0


def delivered():
    return sorted(OUTPUT.glob("articles/*/*/*/*/*.txt"))


def journal():
    files = sorted((OUTPUT / "journal").glob("*.ndjson"))
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def replace(file, *pairs):
    text = file.read_text()
    for before, after in pairs:
        assert text.count(f"\n{before}\n") == 1, f"{before} is not one line of {file}"
        text = text.replace(f"\n{before}\n", f"\n{after}\n")
    file.write_text(text)


def source(name, more=""):
    return f'[[source]]\nname = "{name}"\nurl = "http://news.example/{name}/feed.xml"\ninterval = "1s"\n{more}\n'


def configure():
    """The shipped configuration, with what a loopback web needs."""
    replace(
        CONFIGURATION,
        ('delay = "2s"', 'delay = "0s"'),
        ("allow_addresses = []", 'allow_addresses = ["127.0.0.0/8"]'),
        ('min_interval = "5m"', 'min_interval = "1s"'),
        ("on_delivered = []", 'on_delivered = ["/usr/local/bin/hand-over"]'),
    )
    for file in SOURCES.parent.glob("*.toml"):
        file.unlink()
    SOURCES.write_text(source("open") + source("closed", 'bearer_file = "credential:news"'))
    hook = pathlib.Path("/usr/local/bin/hand-over")
    hook.write_text(f"#!/bin/sh\nexec cat >>{HANDED}\n")
    hook.chmod(0o755)
    secret = pathlib.Path("/etc/copydesk/secrets/news")
    secret.parent.mkdir(mode=0o700)
    secret.write_text(web.TOKEN + "\n")
    secret.chmod(0o600)
    drop_in("secret", "LoadCredential=news:/etc/copydesk/secrets/news")


def drop_in(name, line):
    DROP_INS.mkdir(exist_ok=True)
    (DROP_INS / f"{name}.conf").write_text(f"[Service]\n{line}\n")
    call("systemctl", "daemon-reload")


def users_are_made():
    call("systemd-sysusers", "copydesk.conf")
    call("useradd", "--system", "reader")
    call("useradd", "--system", "stranger")
    call("usermod", "--append", "--groups", "copydesk", "reader")


def it_starts():
    call("systemctl", "start", UNIT)
    assert show("ActiveState") == "active", show("ActiveState")
    assert re.match(r"2 sources, ", show("StatusText")), show("StatusText")
    assert call("copydesk", "check") is not None


def it_delivers(count):
    eventually(f"{count} articles", lambda: len(delivered()) >= count)
    eventually("the hook has them", lambda: HANDED.exists() and len(HANDED.read_text().splitlines()) >= count)
    eventually("the status", lambda: "last article " in show("StatusText"), seconds=30)
    for file in delivered():
        text = file.read_text()
        assert text.startswith("Report ") and web.SENTENCE in text and "Subscribe" not in text, text


def nothing_is_doubled():
    lines = journal()
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1)), lines
    assert len({line["url"] for line in lines}) == len(lines), lines
    assert len(delivered()) == len(lines), delivered()


def each_article_once(count):
    nothing_is_doubled()
    assert len(delivered()) == count, delivered()
    handed = [json.loads(line)["seq"] for line in HANDED.read_text().splitlines()]
    assert sorted(set(handed)) == list(range(1, count + 1)), handed


def the_walls_stand():
    """Daemon and workers have no capability and no way to one, and filters on their system calls."""
    processes = [int(line) for line in call("pgrep", "--uid", "copydesk").split()]
    assert len(processes) >= 2, processes
    for process in processes:
        status = dict(
            line.split(":\t", 1) for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines() if ":\t" in line
        )
        assert status["CapEff"] == status["CapBnd"] == "0" * 16, status
        assert status["NoNewPrivs"] == "1" and status["Seccomp"] == "2", status
    if kernel_has_landlock():
        assert not [entry for entry in entries() if "not wholly confined" in entry["MESSAGE"]]


def the_group_reads():
    file = str(delivered()[0])
    reader = ("runuser", "--user", "reader", "--")
    stranger = ("runuser", "--user", "stranger", "--")
    assert web.SENTENCE in call(*reader, "cat", file)
    assert '"seq":1' in call(*reader, "copydesk", "follow", "--once", "--output", str(OUTPUT))
    call(*reader, "touch", str(OUTPUT / "x"), fails=True)
    call(*reader, "ls", "/var/lib/copydesk/state", fails=True)
    call(*stranger, "cat", file, fails=True)
    assert "nothing changed" in call(*reader, "copydesk", "reload")
    call(*stranger, "copydesk", "reload", fails=True)


def the_log_is_fit_to_read(calmest=3):
    """Priorities from `calmest` on are what the way so far may have led to."""
    names = {"3": "error", "4": "warning", "5": "notice", "6": "info", "7": "debug"}
    known = entries()
    assert len(known) > 5
    for entry in known:
        assert entry["MESSAGE"].startswith(names[entry["PRIORITY"]] + " "), entry
        assert web.TOKEN not in entry["MESSAGE"] and web.SENTENCE not in entry["MESSAGE"], entry
        assert int(entry["PRIORITY"]) >= calmest, entry
    assert [entry for entry in known if entry["MESSAGE"].startswith("info delivered ")]


def it_reloads(news):
    SOURCES.write_text(SOURCES.read_text() + source("later"))
    before = show("MainPID")
    call("systemctl", "reload", UNIT)
    assert show("StatusText").startswith("3 sources, "), show("StatusText")
    news.publish("later", [301])
    replace(CONFIGURATION, ('level = "info"', 'level = "debug"'))
    assert "debug" in call("copydesk", "reload")
    assert show("MainPID") == before


def a_broken_configuration_changes_nothing():
    text = SOURCES.read_text()
    before = show("MainPID")
    SOURCES.write_text(text + "[[source]]\nulr = 1\n")
    call("systemctl", "reload", UNIT, fails=True)
    assert show("ActiveState") == "active" and show("MainPID") == before
    told = call("journalctl", "--unit", UNIT, "--no-pager")
    assert "news.toml:" in told and "ulr" in told, told
    SOURCES.write_text(text)
    call("systemctl", "reload", UNIT)


def a_hung_daemon_is_started_anew(news):
    """The unit's own limit is a minute, which is long for a test."""
    drop_in("watchdog", "WatchdogSec=3s")
    call("systemctl", "restart", UNIT)
    time.sleep(4)
    assert show("NRestarts") == "0", "the watchdog bites what is well"
    before = show("MainPID")
    news.publish("open", list(range(201, 221)))
    eventually("deliveries are under way", lambda: len(journal()) > 12)
    os.kill(int(before), signal.SIGSTOP)
    eventually("it is started anew", lambda: show("NRestarts") == "1" and show("ActiveState") == "active")
    assert show("MainPID") != before
    assert "Watchdog timeout" in call("journalctl", "--unit", UNIT, "--no-pager")


def it_stops_in_time(news):
    before = len(journal())
    news.publish("open", list(range(401, 441)))
    eventually("deliveries are under way", lambda: len(journal()) > before)
    start = time.monotonic()
    call("systemctl", "stop", UNIT)
    seconds = time.monotonic() - start
    assert seconds < 5, f"stopping took {seconds:.1f} s"
    assert show("ActiveState") == "inactive" and show("Result") == "success", show("Result")
    call("pgrep", "--uid", "copydesk", fails=True)
    assert not os.path.exists("/run/copydesk")
    nothing_is_doubled()


def root_leaves_nothing_behind():
    """Whoever looks at a stopped daemon as root takes no file of the ledger away from it."""
    assert "open" in call("copydesk", "status")
    call("systemctl", "start", UNIT)
    assert "open" in call("copydesk", "status")
    call("systemctl", "stop", UNIT)
    assert show("Result") == "success", show("Result")


def main():
    news = web.News()
    web.resolve_names()
    web.serve(news)
    news.publish("open", list(range(101, 109)))
    news.publish("closed", [151, 152, 153])
    users_are_made()
    configure()
    steps = [
        it_starts,
        lambda: it_delivers(11),
        lambda: each_article_once(11),
        the_walls_stand,
        the_group_reads,
        lambda: the_log_is_fit_to_read(calmest=5),
        lambda: it_reloads(news),
        lambda: it_delivers(12),
        a_broken_configuration_changes_nothing,
        lambda: a_hung_daemon_is_started_anew(news),
        lambda: it_delivers(32),
        lambda: each_article_once(32),
        lambda: it_stops_in_time(news),
        root_leaves_nothing_behind,
        the_log_is_fit_to_read,
    ]
    for step in steps:
        start = time.monotonic()
        step()
        name = step.__code__.co_names[0] if step.__name__ == "<lambda>" else step.__name__
        print(f"boot: {name} ({time.monotonic() - start:.1f} s)")
    assert news.authorizations == {f"Bearer {web.TOKEN}"}, news.authorizations


main()
