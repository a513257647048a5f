"""Which blocks of a page are its gold text.

Blocks are aligned with the gold by coverage, repeats beyond those of the gold dropped, short blocks accepted beside aligned
neighbours; then only blocks are kept that raise the page's word F1. Coverage alone would also keep repeated captions, pull
quotes and teasers: the second step was worth .007 F1.
"""
from collections import Counter

import numpy as np

from corpus import words

SHORT = 5  # words; shorter blocks stand too often anywhere to be aligned by themselves


def label(texts, gold):
    """1 for the blocks that are gold text, 0 for the others."""
    blocks, gold = [words(text) for text in texts], words(gold)
    chosen = raise_f1(blocks, gold, align(blocks, gold))
    return np.array(chosen, np.float32)


def align(blocks, gold):
    spans, joined = coverage_spans(blocks, gold), f" {' '.join(gold)} "
    aligned = drop_repeats(blocks, set(spans), joined)
    if aligned:
        aligned |= short_neighbours(blocks, gold, aligned, spans, joined)
    return aligned


def coverage_spans(blocks, gold):
    """{block: (first, last word in the gold)} for long blocks at least half of whose words stand in gold trigrams."""
    places = {}
    for at in range(len(gold) - 2):
        places.setdefault(tuple(gold[at:at + 3]), at)
    spans = {}
    for index, block in enumerate(blocks):
        if len(block) < SHORT:
            continue
        hits = [at for at in range(len(block) - 2) if tuple(block[at:at + 3]) in places]
        covered = set()
        for at in hits:
            covered.update((at, at + 1, at + 2))
        if 2 * len(covered) >= len(block):
            first = places[tuple(block[hits[0]:hits[0] + 3])] - hits[0]
            spans[index] = (first, first + len(block))
    return spans


def middle(blocks, aligned):
    """The block in which half of the aligned words lie behind us."""
    order = sorted(aligned)
    sizes = np.cumsum([len(blocks[i]) for i in order])
    return order[int(np.searchsorted(sizes, sizes[-1] / 2))]


def drop_repeats(blocks, aligned, joined):
    """Of blocks that say the same keep as many as the gold has, the nearest to the middle of the text."""
    if not aligned:
        return set()
    centre, alike = middle(blocks, aligned), {}
    for index in aligned:
        alike.setdefault(" ".join(blocks[index]), []).append(index)
    kept = set()
    for text, indices in alike.items():
        limit = max(1, joined.count(f" {text} "))
        kept.update(sorted(indices, key=lambda i: (abs(i - centre), i))[:limit])
    return kept


def short_neighbours(blocks, gold, aligned, spans, joined):
    """Short blocks near the text that stand in the gold as a line or beside an aligned neighbour's words."""
    first, last, centre = min(aligned), max(aligned), middle(blocks, aligned)
    order, candidates = sorted(aligned), []
    for index in range(max(0, first - 8), min(len(blocks), last + 9)):
        block = blocks[index]
        if 0 < len(block) < SHORT and stands_beside(index, block, gold, order, spans):
            distance = 0 if first <= index <= last else abs(index - centre)
            candidates.append((distance, index, " ".join(block)))
    used, accepted = Counter(), set()
    for _, index, text in sorted(candidates):
        limit = max(1, joined.count(f" {text} ")) if first <= index <= last else 1
        if used[text] < limit:
            used[text] += 1
            accepted.add(index)
    return accepted


def stands_beside(index, block, gold, order, spans):
    at = int(np.searchsorted(order, index))
    text = f" {' '.join(block)} "
    if at > 0 and index - order[at - 1] <= 4:
        end = spans[order[at - 1]][1]
        if text in f" {' '.join(gold[max(0, end - 2):end + len(block) + 6])} ":
            return True
    if at < len(order) and order[at] - index <= 4:
        start = spans[order[at]][0]
        return text in f" {' '.join(gold[max(0, start - len(block) - 6):max(0, start + 2)])} "
    return False


def raise_f1(blocks, gold, chosen):
    """Greedy: of the aligned blocks keep those without which the page's word F1 would be lower."""
    wanted, bags = Counter(gold), [Counter(block) for block in blocks]
    kept = [index in chosen for index in range(len(blocks))]
    have = sum((bags[index] for index in chosen), Counter())
    size, hits = sum(have.values()), sum((have & wanted).values())
    for _ in range(3):
        changed = False
        for index in sorted(chosen):
            if not kept[index]:
                continue
            loss = sum(min(have[w], wanted[w]) - min(have[w] - n, wanted[w]) for w, n in bags[index].items())
            smaller = size - len(blocks[index])
            if (hits - loss) * (size + len(gold)) > hits * (smaller + len(gold)):
                kept[index], size, hits, changed = False, smaller, hits - loss, True
                have.subtract(bags[index])
        if not changed:
            break
    return kept
