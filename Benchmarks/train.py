#!/usr/bin/env python3
"""Train the block model that the package ships, and measure it on publishers it has not seen.

    train.py --corpus DIR [--tool .build/release/extraction-features] [--folds 5] [--eval DIR] [--predictions DIR]
             [--output FILE] [--check]

Reads DIR/news-dev and DIR/wcxb-dev (truth.jsonl and html/*.html.gz), lets the Swift code compute the
features, labels the blocks against the gold text and trains on all pages. With --folds the pages are first split by
registered domain, and every page is extracted with a model that never saw its publisher; --eval names the folder of score.py,
which then prints both the cross-validated and the in-sample figures; --predictions keeps the cross-validated ones, to be
read. With --check nothing is written: what is trained must equal the model in FILE but for its origin, which holds a date.
Needs what training/requirements.txt names (`make train` makes a virtual environment).
"""
import argparse
import datetime
import hashlib
import json
import pickle
import subprocess
import sys
import tempfile
from multiprocessing import Pool
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "training"))

import numpy as np

import corpus
import labels
import model


def label_page(job):
    return labels.label(*job)


def add_labels(pages, cache):
    """Labels depend on texts alone, so they are kept between runs, by the texts' hash."""
    key = hashlib.sha256(json.dumps([[page.texts, page.gold] for page in pages]).encode()).hexdigest()[:24]
    file = cache / f"labels-{key}.pickle"
    if file.exists():
        found = pickle.loads(file.read_bytes())
    else:
        with Pool() as pool:
            found = pool.map(label_page, [(page.texts, page.gold) for page in pages], 8)
        file.write_bytes(pickle.dumps(found))
    for page, label in zip(pages, found):
        page.labels = label


def extract(tool, booster, names, pages):
    """Predictions of the whole Swift extraction with this model."""
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(model.pack(booster, names, "cross-validation"))
        file.flush()
        done = subprocess.run([tool, "extract", file.name], input=corpus.requests(pages), text=True, check=True, capture_output=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def cross_validated(tool, names, pages, folds):
    """Each page extracted by a model trained on the other folds' publishers."""
    publishers = sorted({page.publisher for page in pages})
    np.random.RandomState(11).shuffle(publishers)
    fold = {publisher: number % folds for number, publisher in enumerate(publishers)}
    predictions = {}
    for number in range(folds):
        booster = model.train([page for page in pages if fold[page.publisher] != number and len(page.texts)])
        held = [page for page in pages if page.is_article and fold[page.publisher] == number]
        for page, found in zip(held, extract(tool, booster, names, held), strict=True):
            predictions.setdefault(page.dataset, []).append(found)
    return predictions


def report(title, predictions, folder, evaluation):
    sys.path.insert(0, str(evaluation))
    import score
    for dataset, found in sorted(predictions.items()):
        truth = [t for t in score.read_jsonl(folder / dataset / "truth.jsonl") if dataset == "news-dev" or t["page_type"] == "article"]
        summary = score.score(truth, found, 2)["all"]
        columns = ("f1", "p", "r", "chaff", "extra", "lost", "leak_pages", "title", "authors", "date")
        print(f"{title:16} {dataset:10} " + " ".join(f"{c} {summary[c]:.3f}" for c in columns if summary.get(c) is not None))


def save(predictions, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for dataset, found in predictions.items():
        lines = (json.dumps(prediction, ensure_ascii=False) + "\n" for prediction in found)
        (folder / f"{dataset}.ndjson").write_text("".join(lines), encoding="utf-8")


def check(file, packed):
    """Ends the program with 1 where `file` is not the model just trained; their origins may differ."""
    shipped, trained = model.unpack(file.read_bytes()), model.unpack(packed)
    if shipped[0] != trained[0]:
        sys.exit(f"{file}: another set of features or number of trees: retrain with `make train`")
    if shipped[2] != trained[2]:
        sys.exit(f"{file}: training gave other trees than those shipped ({shipped[1]}): retrain with `make train`")
    print(f"{file}: reproduced ({shipped[1]})")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--tool", default=str(HERE.parent / ".build/release/extraction-features"))
    options.add_argument("--folds", type=int, default=0)
    options.add_argument("--eval", type=Path)
    options.add_argument("--predictions", type=Path)
    options.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "copydesk-training")
    options.add_argument("--output", type=Path, default=HERE.parent / "Sources/ExtractionData/model.bin")
    options.add_argument("--check", action="store_true")
    args = options.parse_args()
    args.cache.mkdir(parents=True, exist_ok=True)

    pages = corpus.read(args.corpus / "news-dev") + corpus.read(args.corpus / "wcxb-dev")
    names = corpus.see(args.tool, pages, args.cache)
    add_labels(pages, args.cache)
    if args.folds:
        predictions = cross_validated(args.tool, names, pages, args.folds)
        if args.predictions:
            save(predictions, args.predictions)
        if args.eval:
            report("cross-validated", predictions, args.corpus, args.eval)
    seen = [page for page in pages if len(page.texts)]
    booster = model.train(seen)
    origin = (f"news-dev and wcxb-dev, {len(seen)} pages, {sum(len(p.texts) for p in seen)} blocks, "
              f"{model.TREES} trees, {datetime.date.today()}")
    packed = model.pack(booster, names, origin)
    if args.check:
        check(args.output, packed)
        return
    args.output.write_bytes(packed)
    print(f"{args.output}: {args.output.stat().st_size} bytes, {len(names)} features; {origin}")
    if args.eval:
        articles = [page for page in pages if page.is_article]
        found = extract(args.tool, booster, names, articles)
        predictions = {}
        for page, prediction in zip(articles, found, strict=True):
            predictions.setdefault(page.dataset, []).append(prediction)
        report("in-sample", predictions, args.corpus, args.eval)


if __name__ == "__main__":
    main()
