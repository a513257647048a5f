"""Pages of growing size, grown from one of our own, and a plot of what they cost."""
import math
import random
import re

import pages
import plot

SOURCE = pages.BUNDLED / "full-page-en/source.html"
LEAST, MOST, STEPS = 10_000, 8_000_000, 11
SIZES = [round(LEAST * (MOST / LEAST) ** (step / (STEPS - 1))) for step in range(STEPS)]


class Words:
    """Sentences of the page's own words in an order of chance that is the same each time: no paragraph stands twice."""
    def __init__(self, source):
        self.words = re.findall(r"[a-z]{2,}", " ".join(re.findall(r"<p>(.*?)</p>", source)))
        self.random = random.Random(8)

    def sentence(self, least=6, most=24):
        words = self.random.choices(self.words, k=self.random.randint(least, most))
        return " ".join(words).capitalize() + "."

    def paragraph(self):
        return "<p>" + " ".join(self.sentence() for _ in range(self.random.randint(3, 8))) + "</p>\n"

    def number(self):
        return self.random.randrange(10**9)


def text(words, number):
    subhead = f"<h2>{words.sentence(3, 6)}</h2>\n" if number % 8 == 0 else ""
    return subhead + words.paragraph()


def teaser(words, number):
    headline, address = words.sentence(4, 9), words.number()
    return (f'<article class="teaser-card"><a href="/2026/{address}"><img src="/img/{address}.jpg" alt=""><h3>{headline}</h3></a>'
            f"<p>{words.sentence()}</p></article>\n")


def everything(words, number):
    """What stands between the paragraphs of most news pages, in turn."""
    boxes = (
        '<div class="ad-slot"><span class="ad-label">Advertisement</span></div>\n',
        f'<p class="read-also"><strong>Read also:</strong> <a href="/2026/{words.number()}">{words.sentence(4, 8)}</a></p>\n',
        f'<script>window.slots.push({{"id": {words.number()}, "name": "{words.sentence()}"}});</script>\n',
        f'<figure><img src="/img/{words.number()}.jpg" alt="{words.sentence()}"><figcaption>{words.sentence()}</figcaption></figure>\n',
        "<ul>" + "".join(f"<li>{words.sentence()}</li>" for _ in range(4)) + "</ul>\n",
    )
    return words.paragraph() + words.paragraph() + boxes[number % len(boxes)]


SHAPES = {
    "a longer text": (text, '</div>\n<ul class="tags">'),
    "more teasers": (teaser, '<aside class="sidebar">'),
    "more of everything": (everything, '</div>\n<ul class="tags">'),
}


def grown(shape, size):
    """The page with so many pieces of one shape put in that it has `size` bytes, or up to a piece more."""
    make, place = SHAPES[shape]
    source = SOURCE.read_text(encoding="utf-8")
    before, found, after = source.partition(place)
    assert found, f"{SOURCE}: no {place}"
    words, pieces, missing = Words(source), [], size - len(source.encode())
    while missing > 0:
        pieces.append(make(words, len(pieces)))
        missing -= len(pieces[-1].encode())
    return before + "".join(pieces) + found + after


def write(folder):
    """All sizes of all shapes as files."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for shape in SHAPES:
        for size in SIZES:
            file = folder / f"{shape.replace(' ', '-')}-{size}.html"
            file.write_text(grown(shape, size), encoding="utf-8")
            found.append(pages.Page(shape, file, {"id": file.stem}))
    return found


def exponent(points):
    """The slope of the line through the points on logarithmic scales (least squares): 1 where cost is linear in bytes."""
    x, y = [math.log(size) for size, _ in points], [math.log(cost) for _, cost in points]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x)


def report(figures, grown_pages, sizes, costs, file):
    """`costs` are microseconds."""
    series = {shape: [] for shape in SHAPES}
    for page, size, cost in zip(grown_pages, sizes, costs, strict=True):
        series[page.dataset].append((size, cost / 1e3))
    for shape, points in series.items():
        slope = exponent(points)
        per_byte = [cost / size for size, cost in points]
        figures.add(
            f"cost as a power of bytes, 10 kB to 8 MB, {shape}; a byte at 8 MB against one at {points[4][0] / 1e3:.0f} kB",
            f"{slope:.2f}; {per_byte[-1] / per_byte[4]:.2f} ×", "≤ 1.05", slope <= 1.05)
    file.write_text(plot.log_log(series, "bytes of the page", "milliseconds of processor time"), encoding="utf-8")
