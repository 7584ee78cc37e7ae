"""What was done before, counted: the record against which an act is expected or surprising."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from overtone.model import Actor, Event

EVERYBODY = "everybody"
WEEK = 7  # days: the window in which an actor is asked whether it acted at all


class Past(NamedTuple):
    """An act of the record with the party, kind and day that the counts go by."""

    day: date
    source: str
    party: str
    kind: str
    act: str
    mode: str | None
    target: str
    target_party: str


class Level(NamedTuple):
    """One level of the back-off: whose record it is (an actor's id or «everybody»), and its acts before the day."""

    basis: str
    acts: tuple[Past, ...]


class Levels(NamedTuple):
    """The levels of an actor on a day, from its own record to everybody's."""

    own: Level
    party: Level
    kind: Level
    everybody: Level


class History:
    """Acts of a record by who did them. Days of a record may be intervals: the first day counts."""

    def __init__(self, events: Iterable[Event], actors: Mapping[str, Actor]) -> None:
        self._actors = actors
        self.acts = tuple(
            sorted(
                (
                    self._past(event, event.when[0])
                    for event in events
                    if event.when is not None and event.status in ("actual", "historical")
                ),
                key=lambda past: (past.day, past.source, past.act, past.target),
            )
        )

    def _past(self, event: Event, day: date) -> Past:
        target = event.target or ""
        return Past(
            day,
            event.source,
            self.party(event.source, day),
            self.kind(event.source),
            event.act,
            event.mode,
            target,
            self.party(target, day),
        )

    def party(self, key: str, day: date | None) -> str:
        """The last party behind an actor on a day; the key itself for those that the theatre does not know."""
        seen = {key}
        while key in self._actors:
            above = self._actors[key].party_on(day)
            if above in seen:
                break
            seen.add(above)
            key = above
        return key

    def kind(self, key: str) -> str:
        """What kind of actor it is; «other» for those that the theatre does not know."""
        return self._actors[key].kind if key in self._actors else "other"

    @cached_property
    def _by(self) -> dict[str, dict[str, list[Past]]]:
        tables: dict[str, dict[str, list[Past]]] = {name: defaultdict(list) for name in ("source", "party", "kind")}
        for past in self.acts:
            tables["source"][past.source].append(past)
            tables["party"][past.party].append(past)
            tables["kind"][past.kind].append(past)
        return tables

    def levels(self, source: str, day: date) -> Levels:
        """The records before `day` that stand behind an act of `source`."""
        party, kind = self.party(source, day), self.kind(source)

        def before(acts: Iterable[Past]) -> tuple[Past, ...]:
            return tuple(past for past in acts if past.day < day)

        return Levels(
            Level(source, before(self._by["source"].get(source, ()))),
            Level(party, before(self._by["party"].get(party, ()))),
            Level(EVERYBODY, before(self._by["kind"].get(kind, ()))),
            Level(EVERYBODY, before(self.acts)),
        )


def counted(acts: Iterable[Past], what: str) -> Counter[str]:
    """How often each value of a field («act», «target_party», «mode») stands in the record."""
    return Counter(str(getattr(past, what) or "") for past in acts)
