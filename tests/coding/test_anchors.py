"""Patterns that are left out before they are followed are those that could not have been found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from overtone.coding import Coder, anchors
from overtone.coding.anchors import Anchor, find
from overtone.coding.constructions import Pattern, patterns, rows
from overtone.model import Document, GivenEntity

GOLD = Path(__file__).parents[1] / "gold"
# Actors whom a caller marks with all that hangs on them: the head of the phrase counts, wherever it stands.
MARKED = (
    ("Kyiv said that Ukrainian soldiers in Bakhmut shelled Russian positions near the city.", "Ukrainian soldiers in Bakhmut"),
    ("Moscow freed two detained journalists of a Czech newspaper on Friday.", "two detained journalists of a Czech newspaper"),
    ("The court jailed protesters from the capital for a year.", "protesters from the capital"),
    ("Ankara recalled its ambassador to Israel on Monday.", "its ambassador to Israel"),
)


def documents(tongue: str) -> Iterator[Document]:
    """The project's own gold texts, the examples of the constructions, and phrases that a caller marked as one actor."""
    texts = [json.loads(line)["text"] for line in (GOLD / f"own-{tongue}.jsonl").read_text("utf-8").splitlines()]
    texts += [example for row in rows(tongue) for example in row.examples[:1]]
    for number, text in enumerate(texts):
        yield Document(id=f"{number}", text=text, language=tongue, published=date(2025, 4, 18))
    for text, phrase in MARKED if tongue == "en" else ():
        start = text.index(phrase)
        yield Document(id=phrase, text=text, language=tongue, entities=(GivenEntity(start, start + len(phrase), phrase),))


def unsorted(language: str, first: str, present: set[str]) -> Iterator[Pattern]:
    """All patterns that begin with a word, whatever else the sentence has."""
    return (patterns(language)[number] for number in anchors._by_word(language).get(first, ()))


@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_the_same_anchors_are_found_as_by_following_every_pattern(coder: Coder, tongue: str, monkeypatch: Any) -> None:
    views = [sentence.view for analysis in coder.analyse(list(documents(tongue))) for sentence in analysis.sentences]
    quick: list[list[Anchor]] = [find(view, tongue) for view in views]
    monkeypatch.setattr(anchors, "_possible", unsorted)
    assert sum(map(len, quick)) > len(views) / 2
    assert quick == [find(view, tongue) for view in views]
