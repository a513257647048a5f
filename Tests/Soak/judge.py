"""Whether everything that was published was delivered once and whole, and whether anything grew."""

import collections
import hashlib
import json
import sqlite3

from processes import median, slope

# Before, caches fill and the first failed pages wait for their next attempt.
WARM_UP_SHARE = 1 / 3
# Shorter, a slope says nothing; memory may then grow by so much at the most.
LEAST_SECONDS = 300
MOST_GROWTH_MB = 24
# An hour, and at most at any time.
SLOPES = {"rss": 1.0, "worker": 1.0, "files": 4.0, "threads": 2.0}
MOST = {"rss": 200, "worker": 64, "files": 300, "threads": 40}
# Of the ledger's file, which grows by whole pages: of fewer articles it says nothing.
BYTES_PER_ARTICLE = 2000
FEWEST_ARTICLES = 1000


def journal(folder):
    lines = []
    for file in sorted((folder / "output/journal").glob("*.ndjson")):
        # The last line may be under way.
        lines += [line for line in file.read_text().split("\n")[:-1] if line]
    return lines


def deliveries(web, folder):
    """Sites' list, journal, files and ledger against each other."""
    faults = []

    def expect(name, found):
        found = list(found)
        if found:
            faults.append(f"{len(found)} {name}, such as {found[:3]}")

    lines = [json.loads(line) for line in journal(folder)]
    articles = {article.url: article for article in web.articles()}
    times = {url: article.whole for url, article in articles.items()}
    sent = {url for url, count in times.items() if count > 0}
    good = {url for url in sent if articles[url].kind == "page"}
    perhaps = {url for url, article in articles.items() if article.sendings} - sent
    delivered = collections.Counter(line["url"] for line in lines)
    expect("articles missed", good - delivered.keys())
    expect("articles doubled", (url for url, count in delivered.items() if count > 1))
    expect("deliveries of what was not sent whole", delivered.keys() - good - perhaps)
    expect("pages fetched again", (url for url, count in times.items() if count > 1))
    if [line["seq"] for line in lines] != list(range(1, len(lines) + 1)):
        faults.append("the journal's numbers are not 1, 2, 3 …")
    expect("journal lines that are no first delivery", (line["url"] for line in lines if line["op"] != "add"))
    files = {str(file.relative_to(folder / "output")) for file in (folder / "output/articles").rglob("*.txt")}
    expect("texts that the journal does not know", files - {line["path"] for line in lines})
    expect("texts that are not what was published", wrong_texts(lines, articles, folder))
    expect("files left in .staging", (str(file) for file in (folder / "output/.staging").rglob("*") if file.is_file()))
    states = ledger(folder)
    expect("articles in the ledger twice", (url for url, found in states.items() if len(found) > 1))
    announced = {article.url for site in web.sites for article in site.articles[: site.announced]}
    expect("announced articles that the ledger does not know", announced - states.keys())
    expected = {"page": "delivered", "noise": "notArticle", "killer": "setAside"}
    expect("articles in another state than they should be", (
        (url, states[url]) for url, article in articles.items()
        if url in states and url not in perhaps and states[url] != [expected[article.kind] if url in sent else "waiting"]))
    kinds = collections.Counter(articles[url].kind for url in sent)
    print(
        f"{len(articles)} articles published, {len(sent)} sent whole ({kinds['noise']} that are no page, {kinds['killer']} "
        f"that no worker survives), {len(delivered)} delivered, {len(perhaps)} sent too late for anybody to tell; {sum(site.polls for site in web.sites)} polls; "
        f"{sum(article.attempts for article in articles.values())} requests for pages; "
        f"{sum(web.faults.values())} faults: {dict(sorted(web.faults.items()))}")
    return faults


def wrong_texts(lines, articles, folder):
    for line in lines:
        if line["url"] not in articles:
            continue  # Told as not sent.
        try:
            text = (folder / "output" / line["path"]).read_bytes()
        except FileNotFoundError:
            yield line["path"]
            continue
        article = articles[line["url"]]
        expected = "\n\n".join([article.title, *article.paragraphs()]) + "\n"
        if text != expected.encode() or hashlib.sha256(text).hexdigest() != line["sha256"]:
            yield line["path"]


def ledger(folder):
    """The states of each address."""
    states = collections.defaultdict(list)
    with sqlite3.connect(f"file:{folder}/state/ledger.sqlite?mode=ro", uri=True) as database:
        for url, state in database.execute("SELECT coalesce(url, key), state FROM article"):
            states[url].append(state)
    return states


def growth(samples):
    """Slopes behind the warm-up, and the bounds that hold at all times."""
    if len(samples) < 4:
        return ["too short to see anything grow"]
    begin = samples[-1]["second"] * WARM_UP_SHARE
    steady = [sample for sample in samples if sample["second"] >= begin]
    faults = []
    for name, most in MOST.items():
        points = [(sample["second"], figure(sample, name)) for sample in steady]
        values = [value for _, value in points]
        found = slope(points)
        print(f"{name}: {min(values):.1f} … {max(values):.1f}, median {median(values):.1f}" + (
            f", an hour {found[0]:+.2f} ({found[1]:+.2f} … {found[2]:+.2f})" if found else ""))
        if max(values) > most:
            faults.append(f"{name}: {max(values):.1f}, more than {most}")
        if steady[-1]["second"] - begin >= LEAST_SECONDS:
            if found[1] > SLOPES[name]:
                faults.append(f"{name} grows by {found[0]:.2f} an hour")
        elif name == "rss" and values[-1] - values[0] > MOST_GROWTH_MB:
            faults.append(f"{name} grew by {values[-1] - values[0]:.1f} MB")
    first, last = steady[0], steady[-1]
    count = last["sent"] - first["sent"]
    per_article = (last["ledger"] - first["ledger"]) / max(1, count)
    rate = count / (last["second"] - first["second"])
    print(f"ledger: {last['ledger']} bytes, {per_article:.0f} for each further article; {rate:.1f} pages a second")
    if count >= FEWEST_ARTICLES and per_article > BYTES_PER_ARTICLE:
        faults.append(f"the ledger takes {per_article:.0f} bytes an article")
    return faults


def figure(sample, name):
    return max(sample["workers"], default=0) if name == "worker" else sample[name]
