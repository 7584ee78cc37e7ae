"""Reprints: which documents are copies of which.

Ten reprints of one agency report are one source. A text is a copy where nearly all of its shingles (runs of five words, or of five
Chinese characters) stand in another: a reprint with a changed line, or one that was cut. Broder (1997), «On the resemblance and
containment of documents», gives containment; here it is exact for small collections, and estimated on every eighth shingle for large ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from zlib import crc32

import msgspec

from overtone.model import Document

_UNIT = re.compile(r"[㐀-䶿一-鿿豈-﫿ぁ-ヺ가-힣]|[^\W_㐀-鿿]+")
_RUN = 5
_SAME = 0.8  # share of a text's shingles that must stand in the other
_PART = 0.5  # a longer, later text copies a shorter one only if that is at least half of it: a digest is no copy
_FEWEST = 20  # shingles; a text shorter than that is too short to tell a copy from a common phrase
_COMMON = 64  # a shingle that stands in more originals than that is a set phrase and tells nothing
_LEAD = 120  # characters in which a reprint says whose report it is
_SMALL = 4_000_000  # characters in all up to which every shingle counts
_SAMPLED = 8


def copies(documents: Sequence[Document]) -> tuple[Document, ...]:
    """`documents` in their order, with `copy_of` set to the id of the original of each set of reprints.

    The original is the earliest published; of one day the one that credits no other publisher in its lead, then the first read.
    """
    sampled = _SAMPLED if sum(len(document.text) for document in documents) > _SMALL else 1
    publishers = {document.publisher for document in documents if document.publisher}
    order = sorted(
        range(len(documents)), key=lambda i: (documents[i].published or date.max, _credits(documents[i], publishers), i)
    )
    originals: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    copy_of: dict[int, int] = {}
    for i in order:
        marks = _shingles(documents[i].text, sampled)
        original = _original(marks, originals, sizes, sampled)
        if original is not None:
            copy_of[i] = original
            continue
        sizes[i] = len(marks)
        for mark in marks:
            posting = originals.setdefault(mark, [])
            if len(posting) <= _COMMON:
                posting.append(i)
    return tuple(
        msgspec.structs.replace(document, copy_of=documents[copy_of[i]].id if i in copy_of else None)
        for i, document in enumerate(documents)
    )


def _credits(document: Document, publishers: set[str]) -> bool:
    """Does the lead name another of the publishers («据环港通讯社电», «Harbour Wire reported»)?"""
    lead = document.text[:_LEAD]
    return any(name in lead for name in publishers if name != document.publisher)


def _original(marks: frozenset[int], originals: dict[int, list[int]], sizes: dict[int, int], sampled: int) -> int | None:
    if len(marks) * sampled < _FEWEST:
        return None
    shared: Counter[int] = Counter()
    for mark in marks:
        posting = originals.get(mark, ())
        if len(posting) <= _COMMON:
            shared.update(posting)
    if not shared:
        return None
    best = min(shared, key=lambda i: (-shared[i], i))
    contained = shared[best] >= _SAME * len(marks)
    contains = shared[best] >= _SAME * sizes[best] and sizes[best] >= _PART * len(marks) and sizes[best] * sampled >= _FEWEST
    return best if contained or contains else None


def _shingles(text: str, sampled: int) -> frozenset[int]:
    units = _UNIT.findall(text.casefold())
    runs = (" ".join(units[i : i + _RUN]) for i in range(max(1, len(units) - _RUN + 1)))
    return frozenset(mark for run in runs if (mark := crc32(run.encode("utf-8", "replace"))) % sampled == 0)
