"""Agencies named without their state: whose they are where the text gives away whence it comes («國防部» in a text from Taiwan)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cache

import msgspec

from overtone.coding.analysis import Mention
from overtone.coding.gazetteer import Gazetteer
from overtone.data import read_part

_SHORTEST = 3  # characters of a bare name; shorter ones are words


class Home(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A home: the `prefixes` that its agencies bear elsewhere, and words that only its own texts use (`cues`), or never use (`against`).

    What ends in one of `abroad` stands in other states and is not named by its bare name.
    """

    prefixes: tuple[str, ...]
    cues: tuple[str, ...]
    against: tuple[str, ...] = ()
    abroad: tuple[str, ...] = ("\0",)


@cache
def _homes(language: str) -> dict[str, Home]:
    return read_part(dict[str, Home], language, "homes.yaml") or {}


class Homes:
    """The bare names of each home's agencies, made ready once for a gazetteer."""

    def __init__(self, gazetteer: Gazetteer, language: str) -> None:
        self.gazetteer, self.homes = gazetteer, _homes(language)
        self._bare = {party: self._names(party, home) for party, home in self.homes.items()}

    def _names(self, party: str, home: Home) -> dict[str, int]:
        names: dict[str, int] = {}
        for number, actor in enumerate(self.gazetteer.actors):
            if actor.kind != "agency" or actor.party_on(None) != party:
                continue
            for name in (name for words in actor.names.values() for name in words):
                prefix = next((prefix for prefix in home.prefixes if name.startswith(prefix)), "")
                if prefix and len(name) - len(prefix) >= _SHORTEST and not name.endswith(home.abroad):
                    names.setdefault(name.removeprefix(prefix), number)
        return names

    def named(self, text: str, normal: str, mentions: Sequence[Mention], day: date | None) -> list[Mention]:
        """The mentions, with the home's own agencies where they are named without their state."""
        party = next((p for p, home in self.homes.items() if _of(normal, home)), None)
        names = self._bare.get(party or "", {})
        if not names:
            return list(mentions)
        pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
        ordered = sorted(mentions, key=lambda mention: mention.span)
        starts = [mention.span[0] for mention in ordered]
        found = []
        for match in pattern.finditer(normal):
            first = bisect_left(starts, match.start())
            near = ordered[max(0, first - 1) : bisect_left(starts, match.end())]
            within = [m for m in near if m.span[1] > match.start()]
            owned = any(m.span[1] == match.start() and m.reference.kind == "state" for m in near)
            if not owned and all(m.span == match.span() for m in within):
                surface = text[slice(*match.span())]
                found.append(Mention(match.span(), self.gazetteer.reference(names[match[0]], surface, match.span(), day), "name"))
        spans = {mention.span for mention in found}
        return sorted([*(m for m in mentions if m.span not in spans), *found], key=lambda mention: mention.span)


def _of(normal: str, home: Home) -> bool:
    return any(cue in normal for cue in home.cues) and not any(word in normal for word in home.against)
