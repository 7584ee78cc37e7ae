"""What an act was about: the theatre's products, goods and policies named near it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from overtone.language.matching import lower
from overtone.model import Product, Span


class ThemeHit(NamedTuple):
    """A product, policy or body of goods named in the text."""

    span: Span
    name: str


class Themes:
    """All names of a theatre's products, compiled."""

    def __init__(self, products: tuple[Product, ...], normalise: Callable[[str], str]) -> None:
        import daachorse

        names: dict[str, str] = {}
        for product in products:
            for name in (product.name, *(name for names_ in product.names.values() for name in names_)):
                names.setdefault(lower(normalise(name)), product.name)
        self._keys, self._names = list(names), list(names.values())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._keys) if self._keys else None

    def hits(self, normal: str) -> list[ThemeHit]:
        """Names in normalised text, leftmost, longest first, not overlapping; Latin ones at word boundaries."""
        if self._automaton is None:
            return []
        folded = lower(normal)
        found = []
        for start, end, key in self._automaton.find_overlapping(folded):
            left = start and _latin(folded[start]) and _latin(folded[start - 1])
            right = end < len(folded) and _latin(folded[end - 1]) and _latin(folded[end]) and folded[end : end + 1] != "s"
            if not left and not right:
                found.append(ThemeHit((start, end), self._names[key]))
        found.sort(key=lambda hit: (hit.span[0], -hit.span[1]))
        kept: list[ThemeHit] = []
        for hit in found:
            if not kept or hit.span[0] >= kept[-1].span[1]:
                kept.append(hit)
        return kept


def _latin(character: str) -> bool:
    return character.isalnum() and character < "\u2e80"
