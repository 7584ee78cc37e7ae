"""Trees from scores: which sets of heads are trees, and the best tree where the best heads are none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def is_tree(heads: NDArray[np.intp], lengths: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each row of `heads` (−1: root; padding: −1) is a tree with a single root over its first `lengths` words."""
    batch, width = heads.shape
    roots = ((heads < 0) & (np.arange(width)[None, :] < lengths[:, None])).sum(axis=1)
    # Follow the heads in strides that double: after log2(width) of them every word of a tree has arrived at the root, place 0.
    step = np.concatenate([np.zeros((batch, 1), np.intp), heads + 1], axis=1)
    for _ in range(width.bit_length()):
        step = np.take_along_axis(step, step, axis=1)
    trees: NDArray[np.bool_] = (roots == 1) & (step == 0).all(axis=1)
    return trees


def arborescence(scores: NDArray[np.float32]) -> NDArray[np.intp]:
    """The heads (−1: root) of the best tree with one root; `scores[word, 1 + head]`, column 0 the root.

    Chu-Liu and Edmonds' algorithm: https://doi.org/10.6028/jres.071B.032.
    """
    n = len(scores)
    full = np.full((n + 1, n + 1), -np.inf)
    np.clip(scores, -1e4, 1e4, out=full[1:])
    np.fill_diagonal(full, -np.inf)
    if (scores.argmax(axis=1) == 0).sum() <= 1:  # words whose best head is the root hang on it in the best tree
        heads = _best(full)[1:]
        if (heads == 0).sum() == 1:
            return heads - 1
    return _with_root(full)[1:] - 1


def _with_root(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    """The best heads of which just one is the root: words are tried as root while a tree with them could still be better."""
    words = np.arange(1, len(scores))
    others = scores[1:, 1:].max(axis=1, initial=-1e4)
    promise = others.sum() + scores[1:, 0] - others  # what no tree with the word as its root can exceed
    most, heads = -np.inf, np.zeros(len(scores), np.intp)
    for word in words[np.argsort(-promise, kind="stable")]:
        if promise[word - 1] <= most:
            break
        fixed = scores.copy()
        fixed[1:, 0] = fixed[word, 1:] = -np.inf
        fixed[word, 0] = scores[word, 0]
        found = _best(fixed)
        total = fixed[words, found[1:]].sum()
        if total > most:
            most, heads = total, found
    return heads


def _best(scores: NDArray[np.float64]) -> NDArray[np.intp]:
    """Best incoming heads over nodes 0 (root) … n: take the best head of each; contract a cycle, solve, expand."""
    heads: NDArray[np.intp] = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if not cycle:
        return heads
    inside = np.array(cycle)
    free = np.ones(len(scores), np.bool_)
    free[inside] = False
    outside = np.flatnonzero(free)
    outer = scores[outside]
    k = len(outside)
    gain = scores[inside] - scores[inside, heads[inside]][:, None]  # of breaking the cycle at each of its words
    entry = gain[:, outside].argmax(axis=0)  # where each outer head would enter
    leave = outer[:, inside].argmax(axis=1)  # which word of the cycle would head each outer word
    small = np.full((k + 1, k + 1), -np.inf)
    small[:k, :k] = outer[:, outside]
    small[:k, k] = outer[np.arange(k), inside[leave]]
    small[k, :k] = gain[entry, outside]
    above = _best(small)
    for i in range(1, k):
        heads[outside[i]] = inside[leave[i]] if above[i] == k else outside[above[i]]
    broken = inside[entry[above[k]]]
    heads[broken] = outside[above[k]]
    return heads


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of some cycle that does not go through the root, or none."""
    seen = [-1, *[0] * (len(heads) - 1)]
    for start in range(1, len(heads)):
        node = start
        while not seen[node]:
            seen[node] = start
            node = heads[node]
        if seen[node] == start:
            cycle = [node]
            while heads[cycle[-1]] != node:
                cycle.append(heads[cycle[-1]])
            return cycle
    return []
