"""What the scorer of roles works on: a sentence with its mentions, candidates for its roles, weights of their features."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from overtone.coding.analysis import Mention
from overtone.coding.anchors import Anchor
from overtone.coding.slots import View
from overtone.data import read, read_part

Features = dict[str, float]


class Weights(NamedTuple):
    """The scorer's weights by feature, and the bias. Features of ends are written «source.tree», «target.tree»."""

    bias: float
    by_feature: Mapping[str, float]

    def score(self, features: Features) -> float:
        """The log-odds that features add."""
        weight, total = self.by_feature.get, 0.0
        for name, value in features.items():
            total += weight(name, 0.0) * value
        return total


@cache
def weights(language: str) -> Weights:
    """The weights of a language, or the common ones if it has none of its own."""
    table = read_part(dict[str, float], language, "weights.yaml") or read(dict[str, float], "overtone.coding", "weights.yaml")
    return Weights(table.get("bias", 0.0), {name: weight for name, weight in table.items() if name != "bias"})


class Filler(NamedTuple):
    """A mention as candidate for a role; `token` is −1 where it comes from outside the sentence."""

    mention: Mention
    token: int
    features: Features
    score: float


class Triple(NamedTuple):
    """An anchor with its ends and the score (log-odds); `own` are the features that are not those of its ends."""

    anchor: Anchor
    source: Filler
    target: Filler | None
    own: Features
    score: float

    @property
    def features(self) -> Features:
        """All features of the triple."""
        return self.own | self.source.features | (self.target.features if self.target is not None else {})

    @property
    def confidence(self) -> float:
        """The scorer's probability that the triple is right."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score))))


class Scene(NamedTuple):
    """A sentence as roles see it: the view, mentions with their tokens, and what came before (topic and other party).

    `fresh`: it opens a paragraph, so that it seldom speaks of whoever was named last. `spoken` are the mentions of the two sentences
    before it.
    """

    view: View
    mentions: tuple[Mention, ...]
    places: tuple[int, ...]
    topic: Mention | None
    other: Mention | None
    fresh: bool = False
    spoken: tuple[Mention, ...] = ()


def same_actor(a: Mention, b: Mention) -> bool:
    """Do the two mentions mean one actor?"""
    return a.reference.key == b.reference.key
