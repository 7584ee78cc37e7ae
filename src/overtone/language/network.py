"""The parser's neural network at run time: word features, dilated convolutions, biaffine attachment; NumPy only.

A word is the sum of learnt rows for its form, affixes, shape (Chinese: characters and dictionary tag) and for being a merged
actor mention. Residual dilated convolutions (Yu and Koltun 2016) put it into its context; a biaffine scorer (Dozat and Manning
2017, https://arxiv.org/abs/1611.01734) rates every possible head. The training code mirrors `Network.forward` in torch.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from overtone.errors import InputError

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.intp]
Featurise: TypeAlias = Callable[[str, bool], list[str]]

DISTANCE = 32
"""Signed distances between a word and its head beyond this many words count as this many."""

HEADS = 4
"""Heads of the one layer of attention."""

IMPOSSIBLE = np.float32(-1e9)
_QUOTES = dict.fromkeys("“”„‟«»‹›「」『』〝〞＂", '"') | dict.fromkeys("‘’‚‛`´", "'")
_PLAIN = str.maketrans(_QUOTES | dict.fromkeys("０１２３４５６７８９123456789", "0"))
_RUN = re.compile(r"(.)\1+", re.DOTALL)
_HAN_DIGITS = str.maketrans(dict.fromkeys("〇一二三四五六七八九十百千万亿两", "0"))


def shape(form: str) -> str:
    """The pattern of capitals (X), small letters (x) and digits (0), runs cut at two: «Nvidia» → «Xxx», «H20» → «X00»."""
    return _RUN.sub(r"\1\1", "".join(map(_kind, form)))[:10]


@functools.lru_cache(4096)
def _kind(character: str) -> str:
    return "X" if character.isupper() else "x" if character.isalpha() else "0" if character.isdigit() else character


def spelled(form: str, mention: bool) -> list[str]:
    """The feature names of a word that is spelled with letters."""
    plain = form.translate(_PLAIN)
    if plain in ("'", "''", "``"):
        plain = '"'
    low = plain.lower()
    names = [f"w={low}", f"shape={shape(plain)}"]
    names += [f"p{n}={low[:n]}" for n in (1, 2, 3) if n <= len(low)]
    names += [f"s{n}={low[-n:]}" for n in (1, 2, 3, 4) if n <= len(low)]
    if mention:
        names.append("mention")
    return names


def chinese(form: str, mention: bool) -> list[str]:
    """The feature names of a Chinese word; its part of speech in the jieba dictionary is one of them."""
    import rjieba

    plain = form.translate(_PLAIN)
    if plain in ("'", "''"):
        plain = '"'
    low = plain.lower()
    pieces = rjieba.tag(form)
    names = [f"w={low}", f"first={low[:1]}", f"last={low[-1:]}", f"n={min(len(low), 5)}"]
    names += [f"c={c}" for c in low[:4]]
    if len(low) > 1:
        names += [f"first2={low[:2]}", f"last2={low[-2:]}"]
    if pieces:
        names.append(f"dict={pieces[-1][1]}{'+' if len(pieces) > 1 else ''}")
    if low.isascii() or any(c in low for c in "0"):
        names.append(f"shape={shape(plain)}")
    if low.translate(_HAN_DIGITS).strip("0.点%％第") == "":
        names.append("numeral")
    if mention:
        names.append("mention")
    return names


def features(language: str) -> Featurise:
    """How the words of a language are described: those spelled with letters all in one way, Chinese ones in another."""
    return chinese if language == "zh" else spelled


class Scores(NamedTuple):
    """A batch of equally padded sentences: best tag of each word; the score of each head (column 0: root); parts of the labels."""

    tags: Ints
    arcs: Floats
    dependent: Floats
    head: Floats


class Network(NamedTuple):
    """Learnt weights of one language.

    The rows of features, most of the weights by far, stay whole numbers (`embedding`) with a `scale` for each row.
    """

    language: str
    tags: tuple[str, ...]
    labels: tuple[str, ...]
    rows: dict[str, int]
    embedding: NDArray[np.int8]
    scale: Floats
    weights: dict[str, Floats]
    dilations: tuple[int, ...]
    attention: int

    def words(self, words: Iterable[tuple[str, bool]]) -> Floats:
        """A vector for each (form, is a merged mention), without context."""
        featurise, rows = features(self.language), self.rows
        found: list[int] = []
        starts: list[int] = []
        for form, mention in words:
            starts.append(len(found))
            found.append(0)  # row 0 is all zeros, so that a word of which nothing is known has a vector too
            found.extend(row for name in featurise(form, mention) if (row := rows.get(name)) is not None)
        if not starts:
            return np.zeros((0, self.weights["project"].shape[1]), np.float32)
        sums = np.add.reduceat(self.embedding[found] * self.scale[found], starts, axis=0)
        return _normal(sums) @ self.weights["project"] + self.weights["project_bias"]

    def forward(self, x: Floats, lengths: Ints) -> Scores:
        """Scores of a batch (sentences × words × channels); words past a sentence's length are padding. Overwrites `x`."""
        w = self.weights
        batch, width, channels = x.shape
        outside = np.arange(width)[None, :] >= lengths[:, None]
        padded = bool(outside.any())
        for layer, dilation in enumerate(self.dilations):
            if layer == self.attention:
                x += self._attend(x, outside if padded else None)
            if padded:
                x[outside] = 0
            x += self._convolve(x, layer, dilation)
        flat = _normal(x).reshape(-1, channels)
        heads = flat @ w["heads"] + w["heads_bias"]
        tag, arc = len(self.tags), w["arc_root"].shape[0]
        tags = heads[:, :tag].argmax(axis=1).reshape(batch, width)
        arcs = np.maximum(heads[:, tag : tag + 2 * arc], 0).reshape(batch, width, 2 * arc)
        candidates = np.empty((batch, width + 1, arc), np.float32)
        candidates[:, 0] = w["arc_root"]
        candidates[:, 1:] = arcs[:, :, arc:]
        scores = (arcs[:, :, :arc] @ w["arc"] + w["arc_bias"]) @ candidates.transpose(0, 2, 1)
        scores += self._distances(width)
        if padded:
            scores[:, :, 1:][np.broadcast_to(outside[:, None, :], (batch, width, width))] = IMPOSSIBLE
        labels = heads[:, tag + 2 * arc :].reshape(batch, width, 2, -1)
        return Scores(tags, scores, labels[:, :, 0], labels[:, :, 1])

    def label(self, dependent: Floats, head: Floats) -> Ints:
        """The best relation for each dependent to its head (rows of `Scores.dependent` and `Scores.head`), never «root»."""
        scores = np.maximum(dependent + head, 0) @ self.weights["label"] + self.weights["label_bias"]
        scores[:, self.labels.index("root")] = IMPOSSIBLE
        best: Ints = scores.argmax(axis=1)
        return best

    def _convolve(self, x: Floats, layer: int, dilation: int) -> Floats:
        """One residual step: width-3 convolution, rectifier, mixing. One product does all three taps, which are then shifted."""
        w = self.weights
        batch, width, channels = x.shape
        taps: Floats = (_normal(x).reshape(-1, channels) @ w[f"conv{layer}"]).reshape(batch, width, -1)
        size = taps.shape[2] // 3
        middle: Floats = taps[:, :, size : 2 * size] + w[f"conv{layer}_bias"]
        if width > dilation:
            middle[:, dilation:] += taps[:, :-dilation, :size]
            middle[:, :-dilation] += taps[:, dilation:, 2 * size :]
        np.maximum(middle, 0, out=middle)
        mixed: Floats = middle.reshape(-1, size) @ w[f"mix{layer}"]
        return mixed.reshape(batch, width, channels)

    def _attend(self, x: Floats, outside: NDArray[np.bool_] | None) -> Floats:
        """One residual step: every word looks at every other of its sentence."""
        batch, width, channels = x.shape
        looks = (_normal(x).reshape(-1, channels) @ self.weights["attend"]).reshape(batch, width, 3, HEADS, -1)
        query, key, value = (np.ascontiguousarray(part) for part in looks.transpose(2, 0, 3, 1, 4))
        scores = query @ key.transpose(0, 1, 3, 2)
        scores += self.weights["attend_distance"][:, _steps(width)]
        if outside is not None:
            scores += (outside * IMPOSSIBLE)[:, None, None, :]
        scores -= scores.max(axis=3, keepdims=True)
        np.exp(scores, out=scores)
        seen = (scores @ value) / scores.sum(axis=3, keepdims=True)
        mixed: Floats = seen.transpose(0, 2, 1, 3).reshape(-1, channels) @ self.weights["attend_mix"]
        return mixed.reshape(batch, width, channels)

    def _distances(self, width: int) -> Floats:
        """The bias for each distance from word to head; a word is never its own head."""
        place = np.arange(width)
        bias = np.empty((width, width + 1), np.float32)
        bias[:, 0] = 0
        bias[:, 1:] = self.weights["distance"][_steps(width)]
        bias[place, place + 1] = IMPOSSIBLE
        return bias


def _steps(width: int) -> Ints:
    """For each word (row) and each other word, which of the clipped distances lies between them."""
    place = np.arange(width)
    steps: Ints = np.clip(place[None, :] - place[:, None], -DISTANCE, DISTANCE) + DISTANCE
    return steps


def _normal(x: Floats) -> Floats:
    """Root-mean-square normalisation of the last axis (Zhang and Sennrich 2019); gains are folded into what follows."""
    square = np.einsum("...i,...i->...", x, x) / np.float32(x.shape[-1])
    normal: Floats = x * (1 / np.sqrt(square + np.float32(1e-6)))[..., None]
    return normal


def load(path: Path) -> Network:
    """Read weights: matrices as whole numbers of 8 bits with one scale a row, lists of names as lines of text."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            parts: dict[str, Any] = {name: stored[name] for name in stored.files}
        lines = {name: bytes(parts[name]).decode().split("\n") for name in ("language", "tags", "labels", "rows")}
        embedding, scale = parts.pop("embedding"), parts.pop("embedding.scale").astype(np.float32)
        names = [name[:-6] for name in parts if name.endswith(".scale")]
        weights = {n: (parts[n].astype(np.float32) * parts[f"{n}.scale"]) for n in names}
        weights |= {n: v.astype(np.float32) for n, v in parts.items() if v.dtype == np.float16 and not n.endswith(".scale")}
        rows = {name: row for row, name in enumerate(lines["rows"], start=1)}
        dilations = tuple(int(d) for d in parts["dilations"])
        return Network(
            lines["language"][0],
            tuple(lines["tags"]),
            tuple(lines["labels"]),
            rows,
            embedding,
            scale,
            weights,
            dilations,
            int(parts["attention"]),
        )
    except (OSError, KeyError, ValueError) as error:
        raise InputError(str(path), f"no weights of a parser ({error})", "train them again with training/parser") from error
