"""What a run has cost: wall-clock time, and processor time with that of all its children."""
import ctypes
import os
import resource
import signal
import time

PR_SET_CHILD_SUBREAPER = 36


def adopt():
    """Whatever a run leaves behind becomes a child of this process, so that its processor time counts as well."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


class Measured:
    """The processor time of all children that end within it, and its wall-clock time. What outlives it counts nowhere."""

    def __enter__(self):
        self.begun, self.before = time.monotonic(), self.children()
        return self

    def __exit__(self, *_):
        self.wall = time.monotonic() - self.begun
        self.cpu = self.children() - self.before

    @staticmethod
    def children():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime


def end(process, seconds=20):
    """Stops a daemon as its service manager would, and takes in what it leaves behind."""
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=seconds)


def reap():
    """Takes in children that have ended, whoever's they were."""
    while True:
        try:
            number, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if number == 0:
            return
