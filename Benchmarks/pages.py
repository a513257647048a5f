"""The pages that benchmarks work on: those of the corpus, or where that is absent those of our own tests."""
import gzip
import json
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUNDLED = HERE.parent / "Tests/ExtractionTests/Pages"
SAMPLE, SEED = 300, 8


class Page:
    def __init__(self, dataset, file, record):
        self.dataset, self.file, self.record = dataset, file, record

    @property
    def request(self):
        """As `copydesk extract --batch` takes it."""
        fields = {name: self.record[name] for name in ("id", "url", "charset") if self.record.get(name)}
        return json.dumps(fields | {"path": str(self.file)})

    def bytes(self):
        return gzip.decompress(self.file.read_bytes()) if self.file.suffix == ".gz" else self.file.read_bytes()


def read(corpus):
    """All of news-dev and SAMPLE articles of wcxb-dev, always the same; the bundled pages without them."""
    if not (corpus / "news-dev").is_dir() or not (corpus / "wcxb-dev").is_dir():
        return [Page("bundled", file, {"id": file.parent.name}) for file in sorted(BUNDLED.glob("full-page-*/source.html"))]
    articles = [page for page in dataset(corpus / "wcxb-dev") if page.record["page_type"] == "article"]
    return dataset(corpus / "news-dev") + random.Random(SEED).sample(articles, min(SAMPLE, len(articles)))


def dataset(folder):
    with open(folder / "truth.jsonl", encoding="utf-8") as lines:
        records = sorted((json.loads(line) for line in lines), key=lambda record: record["id"])
    return [Page(folder.name, folder / "html" / (record["id"] + ".html.gz"), record) for record in records]


def described(pages):
    """What the pages are, for the text beside a table."""
    if pages[0].dataset == "bundled":
        return f"the {len(pages)} whole pages of our own tests (the corpus was absent)"
    news = sum(page.dataset == "news-dev" for page in pages)
    return f"all {news} pages of news-dev and {len(pages) - news} articles of wcxb-dev (always the same)"
