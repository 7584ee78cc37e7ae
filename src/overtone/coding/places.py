"""Places of states at peace that stand for their state where something is said to be in, to or from them («flew to Jeddah»)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from overtone.data import read_part
from overtone.model import Span


class Places(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file: the words behind which a place stands for its state, and the places by the state's id."""

    before: frozenset[str]
    places: dict[str, tuple[str, ...]]


class Pattern(NamedTuple):
    """The file made ready: one pattern, and each place's state."""

    pattern: re.Pattern[str]
    states: dict[str, str]


_LONGER = r"(?![-\s][A-Z]|['’]s\s+[A-Z]|-\w|\w| and [A-Z]\w+ [a-z]*s\b)"  # «Boston Dynamics», «the Rotterdam and Warsaw offices»


@cache
def _pattern(language: str) -> Pattern | None:
    data = read_part(Places, language, "places.yaml")
    if data is None:
        return None
    states = {place: state for state, places in data.places.items() for place in places}
    before, names = ("|".join(map(re.escape, sorted(words, key=len, reverse=True))) for words in (data.before, states))
    return Pattern(re.compile(rf"\b(?:{before})\s+(?:the\s+)?({names}){_LONGER}"), states)


def places(normal: str, language: str) -> Iterator[tuple[Span, str]]:
    """Where places stand for their states in the normalised text, with the ids of the states."""
    found = _pattern(language)
    if found is not None:
        yield from ((match.span(1), found.states[match[1]]) for match in found.pattern.finditer(normal))
