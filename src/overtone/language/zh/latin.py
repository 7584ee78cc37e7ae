"""Names in Latin letters inside Chinese text: firms by their legal form, by a word for a firm beside them, or by their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from overtone.data import read
from overtone.language.names import KnownIndex, NameForm

_NAME = re.compile(r"(?<![A-Za-z0-9.])[A-Z][A-Za-z&'-]+(?:[ ][A-Z][A-Za-z&'.-]*){0,3}(?![A-Za-z0-9])")
_LOWER = re.compile(r"[a-z]{2}")
_NEAR = 8  # characters to either side that are read
_SHORTEST = 5  # letters of a single word that is taken for a name by its place alone


class Latin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of latin.yaml, which says what they mean."""

    forms: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    marks: tuple[str, ...]
    not_names: frozenset[str]


@cache
def _lists() -> Latin:
    return read(Latin, "overtone.language", "zh", "latin.yaml")


def latin_names(text: str, index: KnownIndex) -> Iterator[NameForm]:
    """Firms and other actors whose names are left in Latin letters («美商 Corvane Systems», 「Lattera公司」)."""
    lists = _lists()
    for match in _NAME.finditer(text):
        start, end = match.span()
        words = match[0].split()
        if index.covering(start, end) or lists.not_names & {match[0], *words}:
            continue
        edge = start - 1 if start and text[start - 1] == " " else start
        before, after = text[max(0, edge - _NEAR) : edge], text[end : end + _NEAR].lstrip()
        owner = index.ending.get(edge, -1)
        whole = (index.known[owner].span[0] if owner >= 0 and index.known[owner].kind == "state" else start, end)
        legal = words[-1].rstrip(".") in lists.forms and len(words) > 1
        owned = owner >= 0 and whole[0] < start and _LOWER.search(match[0])
        if legal or owned or before.endswith(lists.before) or after.startswith(lists.after):
            yield NameForm(whole, (start, end), "firm")
        elif before.endswith(lists.marks) and _LOWER.search(match[0]) and len(match[0]) >= _SHORTEST:
            yield NameForm((start, end), (start, end), "other")
