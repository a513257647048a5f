"""Draws where a program spends its time, from `perf script`, as a picture in one file that needs nothing else.

    perf script -i DATA | flame_graph.py TITLE [--below FUNCTION] > picture.svg

Each box is a function, as wide as its share of the samples; what stands on it was called by it. A click widens a box to the whole
width, one on the lowest line goes back; names are shown in full where the pointer rests. Swift's names are written as people
write them, by `swift demangle`. --below leaves out all samples without that function, and what called it.
"""

import argparse
import html
import re
import shutil
import subprocess
import sys
import zlib

WIDTH, ROW, SIDE = 1400, 17, 10
# Narrower, a box says nothing; with its share the number of boxes is bounded too.
NARROWEST = 0.002
CHARACTER = 6.6


# An address, a name that may hold anything, and in brackets the file that it is in.
FRAME = re.compile(r"\s+[0-9a-f]+ (.*) \(([^()]*)\)$")


class Box:
    def __init__(self):
        self.samples = 0
        self.callees = {}

    def depth(self, least):
        return 1 + max((c.depth(least) for c in self.callees.values() if c.samples >= least), default=0)


def stacks(lines):
    """Functions of each sample, outermost first."""
    frames = []
    for line in lines:
        if line[:1].isspace() and (found := FRAME.match(line.rstrip())):
            name = re.sub(r"\+0x[0-9a-f]+$", "", found.group(1))
            frames.append(name if name != "[unknown]" else f"[{found.group(2).rsplit('/', 1)[-1]}]")
        elif not line.strip() and frames:
            yield frames[::-1]
            frames = []
    if frames:
        yield frames[::-1]


def demangled(names):
    mangled = sorted(name for name in names if name.startswith(("$s", "$S", "_$s")))
    if not mangled or not shutil.which("swift"):
        return {}
    run = subprocess.run(
        ["swift", "demangle", "--simplified", "--compact"], input="\n".join(mangled), capture_output=True, text=True,
        check=True)
    return dict(zip(mangled, run.stdout.splitlines()))


def readable(name):
    """Without what the compiler has added and nobody reads."""
    name = re.sub(r"^(?:(?:function signature|generic) specialization (?:<.*?> )?of |specialized |merged |static )+", "", name)
    return re.sub(r"^(?:closure #\d+ .*? in |partial apply for )", "closure in ", name)


def tree(samples, below):
    names = {name for stack in samples for name in stack}
    spelled = demangled(names)
    root = Box()
    for stack in samples:
        path = [readable(spelled.get(name, name)) for name in stack]
        if below:
            found = next((index for index, name in enumerate(path) if below in name), None)
            if found is None:
                continue
            path = path[found:]
        root.samples += 1
        box = root
        for name in path:
            box = box.callees.setdefault(name, Box())
            box.samples += 1
    return root


def colour(name):
    """The same for the same name: libraries and kernel cool, Swift's own runtime yellow, ours warm."""
    shade = zlib.crc32(name.encode()) % 40
    if name.startswith("[") or re.match(r"(html|xml|__|_int_|malloc|free|asm_|do_|exc_|handle_mm|clear_page|mem)", name):
        return f"hsl({195 + shade // 2},45%,{68 + shade % 12}%)"
    if name.startswith(("swift_", "_swift", "Swift.")):
        return f"hsl({48 + shade // 4},70%,{64 + shade % 10}%)"
    return f"hsl({12 + shade // 2},75%,{62 + shade % 14}%)"


def boxes(root, least, height):
    """One after the other, from the lowest line up; no recursion, as stacks may be deep."""
    scale = (WIDTH - 2 * SIDE) / max(1, root.samples)
    waiting = [("all", root, 0, 0)]
    while waiting:
        name, box, begin, level = waiting.pop()
        x, width = SIDE + begin * scale, box.samples * scale
        y = height - (level + 2) * ROW
        label = html.escape(name[: int((width - 6) / CHARACTER)]) if width > 30 else ""
        share = f"{box.samples / max(1, root.samples):.2%}"
        yield (
            f'<g data-x="{x:.2f}" data-w="{width:.2f}" data-n="{html.escape(name, quote=True)}"><title>{html.escape(name)}: '
            f'{box.samples} samples, {share}</title><rect x="{x:.2f}" y="{y}" width="{max(width - 0.4, 0.1):.2f}" '
            f'height="{ROW - 1}" rx="1" fill="{colour(name)}"/><text x="{x + 3:.2f}" y="{y + 12}">{label}</text></g>')
        for callee, inner in sorted(box.callees.items()):
            if inner.samples >= least:
                waiting.append((callee, inner, begin, level + 1))
            begin += inner.samples


SCRIPT = """
const all = [...document.querySelectorAll('g')].map(g => ({
  g, x: +g.dataset.x, w: +g.dataset.w, name: g.dataset.n,
  rect: g.querySelector('rect'), text: g.querySelector('text') }));
function widen(to) {
  const scale = (WIDTH - 2 * SIDE) / to.w;
  for (const box of all) {
    const x = Math.max(SIDE + (box.x - to.x) * scale, SIDE);
    const end = Math.min(SIDE + (box.x + box.w - to.x) * scale, WIDTH - SIDE);
    box.g.style.display = end - x > 0.2 ? '' : 'none';
    box.rect.setAttribute('x', x);
    box.rect.setAttribute('width', Math.max(end - x - 0.4, 0.1));
    box.text.setAttribute('x', x + 3);
    box.text.textContent = end - x > 30 ? box.name.slice(0, (end - x - 6) / CHARACTER) : '';
  }
}
for (const box of all) box.g.addEventListener('click', () => widen(box));
"""


def picture(title, root):
    least = max(1, root.samples * NARROWEST)
    height = (root.depth(least) + 3) * ROW + 30
    script = f"const WIDTH = {WIDTH}, SIDE = {SIDE}, CHARACTER = {CHARACTER};{SCRIPT}"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="11">',
        "<style>g { cursor: pointer } g:hover rect { stroke: #222 } text { pointer-events: none; fill: #111 }</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fdfcf8"/>',
        f'<text x="{SIDE}" y="20" font-size="15">{html.escape(title)}: {root.samples} samples</text>',
        *boxes(root, least, height),
        f"<script><![CDATA[{script}]]></script></svg>", "",
    ])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("title")
    parser.add_argument("--below")
    arguments = parser.parse_args()
    sys.setrecursionlimit(10_000)  # Stacks are as deep as perf follows them.
    root = tree(list(stacks(sys.stdin)), arguments.below)
    if root.samples == 0:
        sys.exit("flame_graph.py: no samples")
    sys.stdout.write(picture(arguments.title, root))


if __name__ == "__main__":
    main()
