"""A plot as SVG: lines over logarithmic scales, for light and dark surroundings."""
import math

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 440, 76, 190, 20, 56
# Told apart also by who sees few colours (Okabe and Ito), and by their marks.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
MARKS = ("M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0", "M-4,-4h8v8h-8z", "M0,-5L5,4H-5z", "M0,-5L5,0L0,5L-5,0z")
STYLE = """
  svg { font: 13px sans-serif; fill: #24292f; background: #ffffff }
  .grid { stroke: #d0d7de } .even { stroke: #6e7781; stroke-dasharray: 5 4 } .line { fill: none; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    svg { fill: #e6edf3; background: #0d1117 } .grid { stroke: #30363d } .even { stroke: #8b949e }
    .line, .mark { filter: brightness(1.35) }
  }
"""


class Axis:
    """From values to places; it begins at a number of one digit."""
    def __init__(self, values, begin, end):
        digit = 10 ** math.floor(math.log10(min(values)))
        self.low, self.high, self.begin, self.end = min(values) // digit * digit, max(values), begin, end

    def place(self, value):
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.begin + share * (self.end - self.begin)

    def ticks(self):
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        return [10.0 ** power for power in range(first, last + 1)]


def short(value):
    """10 k, 1 M; 0.1."""
    for size, unit in ((1e6, " M"), (1e3, " k")):
        if value >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def log_log(series, x_title, y_title):
    """`series`: names with points (x, y), all above 0. A broken line shows what is proportional to x."""
    points = [point for line in series.values() for point in line]
    x = Axis([a for a, _ in points], LEFT, WIDTH - RIGHT)
    y = Axis([b for _, b in points] + [max(b for _, b in points) * 1.3], HEIGHT - BOTTOM, TOP)
    parts = grid(x, y, x_title, y_title) + proportional(x, y, points)
    for number, (name, line) in enumerate(series.items()):
        parts += curve(x, y, line, number) + legend(name, number)
    body = "\n".join(f"  {part}" for part in parts)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{y_title} over {x_title}">\n'
            f"  <style>{STYLE}  </style>\n{body}\n</svg>\n")


def grid(x, y, x_title, y_title):
    parts = []
    for value in x.ticks():
        at = x.place(value)
        parts.append(f'<path class="grid" d="M{at:.1f},{TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{short(value)}</text>')
    for value in y.ticks():
        at = y.place(value)
        parts.append(f'<path class="grid" d="M{LEFT},{at:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{short(value)}</text>')
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{x_title}</text>')
    parts.append(f'<text transform="translate(18 {middle}) rotate(-90)" text-anchor="middle">{y_title}</text>')
    return parts


def proportional(x, y, points):
    """Through the middle of the points' ratios, as far as it lies within the plot."""
    ratios = sorted(b / a for a, b in points)
    ratio = ratios[len(ratios) // 2]
    low, high = max(x.low, y.low / ratio), min(x.high, y.high / ratio)
    at = HEIGHT - BOTTOM - 12
    return [f'<path class="even" d="M{x.place(low):.1f},{y.place(low * ratio):.1f}L{x.place(high):.1f},{y.place(high * ratio):.1f}"/>',
            f'<path class="even" d="M{WIDTH - RIGHT + 14},{at}h24"/>',
            f'<text x="{WIDTH - RIGHT + 46}" y="{at + 4}">proportional</text>']


def curve(x, y, line, number):
    colour, mark = COLOURS[number % len(COLOURS)], MARKS[number % len(MARKS)]
    places = [(x.place(a), y.place(b)) for a, b in line]
    route = "L".join(f"{a:.1f},{b:.1f}" for a, b in places)
    marks = [f'<path class="mark" fill="{colour}" transform="translate({a:.1f} {b:.1f})" d="{mark}"/>' for a, b in places]
    return [f'<path class="line" stroke="{colour}" d="M{route}"/>'] + marks


def legend(name, number):
    at, left, colour = TOP + 16 + 24 * number, WIDTH - RIGHT + 14, COLOURS[number % len(COLOURS)]
    return [f'<path class="line" stroke="{colour}" d="M{left},{at}h24"/>',
            f'<path class="mark" fill="{colour}" transform="translate({left + 12} {at})" d="{MARKS[number % len(MARKS)]}"/>',
            f'<text x="{left + 32}" y="{at + 4}">{name}</text>']
