"""Training the block model with LightGBM, and writing it in the format that `BoostedTrees` reads."""
import struct

import lightgbm
import numpy as np

# extra_trees was tried: with 100 and 150 trees F1 stayed within the noise of a split (news-dev .975 to .978), the gap on wcxb-dev's
# articles fell from 1.4 points to .9, but on trafilatura-eval, which nothing is trained on, snippet F1 fell from .949 to .947, and bylines and
# authors' boxes of our own pages stayed in the text.
PARAMETERS = dict(objective="binary", learning_rate=0.1, num_leaves=31, min_data_in_leaf=40, feature_fraction=0.4,
                  bagging_fraction=0.8, bagging_freq=1, lambda_l2=5, verbose=-1, num_threads=2, max_bin=63, seed=1,
                  deterministic=True, force_row_wise=True)
TREES = 100
WEIGHT = {"news-dev": 10, "wcxb-dev": 1}  # 10:1 was the best of 1, 3, 10, 30 on both sets, cross-validated
# Over three splits by publisher, pages that are no articles left F1 on both sets as it was (news-dev .976, wcxb-dev .957) and
# lowered the news pages with chaff from .017 to .003.
OTHER_WEIGHT = 0.3


def block_weights(page):
    """A block counts by its share of the page's words, so that long and short pages count alike."""
    gold = max(60, float((page.sizes * page.labels).sum())) + 150
    return np.minimum((page.sizes + 3) / gold * 100, 40) * (WEIGHT[page.dataset] if page.is_article else OTHER_WEIGHT)


def train(pages):
    weight = np.concatenate([block_weights(page) for page in pages])
    data = lightgbm.Dataset(np.vstack([page.features for page in pages]), np.concatenate([page.labels for page in pages]),
                            weight=weight / weight.mean(), params={"max_bin": PARAMETERS["max_bin"], "verbose": -1})
    return lightgbm.train(PARAMETERS, data, TREES)


def floor32(value):
    """The largest single-precision number not above `value`: then x <= threshold means the same for every float x."""
    single = np.float32(value)
    return single if float(single) <= value else np.nextafter(single, np.float32(-np.inf))


def name_hash(names):
    value = 2166136261
    for byte in "\n".join(names).encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return value


def flatten(tree):
    """(splits, leaves) of one tree, parents before children; a negative child is the leaf -child-1."""
    splits, leaves = [], []

    def add(node):
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return -len(leaves)
        at = len(splits)
        splits.append(None)
        left, right = add(node["left_child"]), add(node["right_child"])
        splits[at] = (node["split_feature"], floor32(node["threshold"]), left, right)
        return at

    add(tree)
    return splits, leaves


def pack(booster, names, origin):
    trees = [flatten(info["tree_structure"]) for info in booster.dump_model()["tree_info"]]
    text = origin.encode()
    out = [b"CDBT", struct.pack("<HHHIH", 2, len(names), len(trees), name_hash(names), len(text)), text]
    for splits, leaves in trees:
        out.append(struct.pack("<B", len(splits)))
        out += [struct.pack("<Hfbb", *split) for split in splits]
        out.append(struct.pack(f"<{len(leaves)}f", *leaves))
    return b"".join(out)


def unpack(packed):
    """(header, origin, trees) of a packed model; the header says version, features, trees and the names' hash."""
    head = struct.calcsize("<4sHHHI")
    size, = struct.unpack_from("<H", packed, head)
    at = head + 2
    return packed[:head], packed[at:at + size].decode(), packed[at + size:]
