"""Measures another program's extraction as `extraction-bench rounds` measures ours.

    measure.py resiliparse|trafilatura < REQUESTS, an empty line, COMMANDS

Pages come as `copydesk extract --batch` takes them; a command is "costs" or "articles", its answer a line of JSON. The peers get
text, decoded before any clock is read: what they would spend on finding the character set is not counted.
"""
import gzip
import json
import sys
import time
from pathlib import Path


def text_of(request):
    """The page as text. The corpora's character sets are those that their pages are in; WHATWG's latin1 is windows-1252."""
    path = Path(request["path"])
    page = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        charset = request.get("charset") or "windows-1252"
        try:
            return page.decode(charset, errors="replace")
        except LookupError:
            return page.decode("windows-1252", errors="replace")


def resiliparse():
    """Main content with paragraphs; there are no other fields."""
    from resiliparse.extract.html2text import extract_plain_text
    return lambda text, url: extract_plain_text(text, main_content=True)


def trafilatura():
    """Text and fields, as its documentation has it; without comments, which we cut as well."""
    from trafilatura import bare_extraction

    def extract(text, url):
        found = bare_extraction(text, url=url, with_metadata=True, include_comments=False)
        return found.text if found else ""
    return extract


def main():
    extract = {"resiliparse": resiliparse, "trafilatura": trafilatura}[sys.argv[1]]()
    pages = []
    for line in iter(sys.stdin.readline, ""):
        if not line.strip():
            break
        request = json.loads(line)
        pages.append((text_of(request), request.get("url")))
    for command in iter(sys.stdin.readline, ""):
        if command.strip() == "articles":
            answer = {"texts": [extract(text, url) or "" for text, url in pages]}
        else:
            answer = {"extraction": [cost(extract, text, url) for text, url in pages]}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def cost(extract, text, url):
    """Microseconds of the process' processor time."""
    start = time.process_time_ns()
    extract(text, url)
    return (time.process_time_ns() - start) / 1e3


if __name__ == "__main__":
    main()
