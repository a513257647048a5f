"""What the kernel says of a daemon and its workers, second by second, and how it changes over time."""

import os
import pathlib


def status(process, field):
    """A number of /proc/PID/status; None when the process is gone."""
    try:
        for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
    except (FileNotFoundError, ProcessLookupError):
        pass
    return None


def children(process):
    found = []
    for task in pathlib.Path(f"/proc/{process}/task").iterdir():
        try:
            found += map(int, (task / "children").read_text().split())
        except FileNotFoundError:
            pass  # The thread has ended meanwhile.
    return found


def sample(process, state):
    """One look; memory in MB."""
    workers = [status(child, "VmRSS") for child in children(process)]
    return {
        "rss": status(process, "VmRSS") / 1024,
        "workers": [kilobytes / 1024 for kilobytes in workers if kilobytes],
        "files": len(os.listdir(f"/proc/{process}/fd")),
        "threads": status(process, "Threads"),
        "ledger": sum(file.stat().st_size for file in pathlib.Path(state).glob("ledger.sqlite")),
    }


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def slope(points, seconds=10):
    """The change an hour, with the bounds of its 95 % confidence interval: Theil and Sen's median of the slopes between all
    pairs of points, which a few outliers do not move (Sen, 1968, "Estimates of the regression coefficient based on Kendall's
    tau"). What lies close together is one point, its median, since neighbours are not independent."""
    bins = {}
    for second, value in points:
        bins.setdefault(int(second // seconds), []).append(value)
    points = [((index + 0.5) * seconds / 3600, median(values)) for index, values in sorted(bins.items())]
    slopes = sorted(
        (later[1] - earlier[1]) / (later[0] - earlier[0])
        for index, earlier in enumerate(points) for later in points[index + 1:])
    count = len(points)
    if count < 4:
        return None
    reach = 1.96 * (count * (count - 1) * (2 * count + 5) / 18) ** 0.5
    low = max(0, round((len(slopes) - reach) / 2))
    high = min(len(slopes) - 1, round((len(slopes) + reach) / 2))
    return median(slopes), slopes[low], slopes[high]
