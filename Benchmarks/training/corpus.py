"""The training pages: what the Swift code sees of them, their gold text, and their publishers."""
import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

import numpy as np

CJK = "\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+")


def words(text):
    """Lower-case words; every CJK character is one."""
    return WORD.findall((text or "").lower())


def registered_domain(url):
    """The publisher: the last two labels of the host, three under suffixes such as co.uk."""
    host = urlparse(url or "").netloc.lower().removeprefix("www.")
    labels = host.split(".")
    count = 3 if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2 else 2
    return ".".join(labels[-count:])


@dataclass
class Page:
    dataset: str
    id: str
    publisher: str
    gold: str
    request: dict
    is_article: bool = True
    texts: list = field(default_factory=list)
    features: np.ndarray = None
    labels: np.ndarray = None

    @property
    def sizes(self):
        return np.array([len(words(text)) for text in self.texts], np.float32)


# Listings and collections are left out: their gold text is teasers, which a model that learns to keep them also keeps on index
# pages. What surrounds the text of forums, products, manuals and services is of the same kinds as on articles.
WITHOUT_TEXT = {"listing", "collection"}


def read(folder):
    """The pages of a corpus folder that hold a text of their own, without what the Swift code sees of them."""
    pages = []
    with open(folder / "truth.jsonl", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["page_type"] in WITHOUT_TEXT:
                continue
            request = {"id": record["id"], "path": str(folder / "html" / (record["id"] + ".html.gz"))}
            request.update({key: record[key] for key in ("url", "charset") if record.get(key)})
            pages.append(Page(folder.name, record["id"], registered_domain(record["url"]) or record["id"], record["text"] or "", request,
                              record["page_type"] in (None, "article")))
    return pages


def requests(pages):
    return "".join(json.dumps(page.request) + "\n" for page in pages)


def see(tool, pages, directory):
    """Fills in texts and features by running the Swift code; returns the names of the features."""
    directory.mkdir(parents=True, exist_ok=True)
    subprocess.run([tool, "dump", str(directory)], input=requests(pages), text=True, check=True)
    names = (directory / "names.txt").read_text().split("\n")
    matrix = np.fromfile(directory / "features.f32", np.float32).reshape(-1, len(names))
    at = 0
    with open(directory / "blocks.ndjson", encoding="utf-8") as lines:
        for page, line in zip(pages, lines, strict=True):
            page.texts = json.loads(line).get("texts", [])
            page.features = matrix[at:at + len(page.texts)]
            at += len(page.texts)
    assert at == len(matrix)
    return names
