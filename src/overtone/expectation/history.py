"""What was done before, counted: the record against which an act is expected or surprising.

A record is indexed once; a count of «acts of this kind before that day» is then a search in a sorted list of days. Whose records
are asked for is indexed when they first are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from heapq import heappop, heappush
from typing import Literal, NamedTuple

from overtone.model import Actor, Event, Theatre

EVERYBODY = "everybody"
WEEK = 7  # days: the window in which an actor is asked whether it acted at all

Whose = Literal["own", "party", "kind", "everybody"]
Pattern = tuple[str | None, str | None, str | None]
"""An act, the party of its target and a mode; None for any."""


class Past(NamedTuple):
    """An act of the record with the party, kind and day (as an ordinal) that the counts go by."""

    day: int
    source: str
    party: str
    kind: str
    act: str
    mode: str
    target_party: str


class Record:
    """Acts in order of time, counted up to any day."""

    def __init__(self, acts: Sequence[Past]) -> None:
        self._acts = acts

    @cached_property
    def _days(self) -> dict[Pattern, list[int]]:
        days: dict[Pattern, list[int]] = defaultdict(list)
        for past in self._acts:
            act, target, mode = past.act, past.target_party, past.mode
            patterns: tuple[Pattern, ...] = (
                (None, None, None),
                (None, target, None),
                (act, None, None),
                (act, target, None),
                (act, None, mode),
                (act, target, mode),
            )
            for pattern in patterns:
                days[pattern].append(past.day)
        return dict(days)

    @cached_property
    def _weeks(self) -> list[int]:
        """The first day of each week in which something was done."""
        return list({past.day // WEEK: past.day for past in reversed(self._acts)}.values())[::-1]

    @cached_property
    def _sources(self) -> list[int]:
        return sorted({past.source: past.day for past in reversed(self._acts)}.values())

    @cached_property
    def _targets(self) -> dict[str, int]:
        return {past.target_party: past.day for past in reversed(self._acts)}

    @cached_property
    def _target_days(self) -> list[int]:
        return sorted(self._targets.values())

    @cached_property
    def _commonest(self) -> list[tuple[int, str, str]]:
        """Acts with the party of their target, those that the whole record has most often first."""
        pairs = (
            (len(days), act, target)
            for (act, target, mode), days in self._days.items()
            if act and target is not None and mode is None
        )
        return sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))

    def count(self, before: int, act: str | None = None, target: str | None = None, mode: str | None = None) -> int:
        """How many acts there were before a day, of these where something is named."""
        return bisect_left(self._days.get((act, target, mode), ()), before)

    def begins(self) -> int | None:
        """The day of the first act."""
        return self._acts[0].day if self._acts else None

    def busy_weeks(self, before: int) -> int:
        """The number of weeks before a day in which anything was done."""
        return bisect_left(self._weeks, before)

    def sources(self, before: int) -> int:
        """How many actors had acted before a day."""
        return bisect_left(self._sources, before)

    def targets(self, before: int, and_target: str) -> int:
        """How many parties had been acted towards before a day, this one included whether or not it had."""
        return bisect_left(self._target_days, before) + (self._targets.get(and_target, before) >= before)

    def commonest(self, before: int) -> Iterator[tuple[int, str, str]]:
        """Count, act and party of the target, the commonest before a day first; goes no further than it is asked to."""
        waiting: list[tuple[int, str, str]] = []
        for most, act, target in self._commonest:
            # A count up to a day is at most that of the whole record: what waits and is above that comes first.
            while waiting and waiting[0][0] < -most:
                yield _common(waiting)
            if count := self.count(before, act, target):
                heappush(waiting, (-count, act, target))
        while waiting:
            yield _common(waiting)


def _common(waiting: list[tuple[int, str, str]]) -> tuple[int, str, str]:
    count, act, target = heappop(waiting)
    return -count, act, target


class Level(NamedTuple):
    """One level of the back-off: whose record it is, under which name it is told, and towards whom where only that counts."""

    whose: Whose
    basis: str
    record: Record
    before: int
    towards: str | None = None

    def count(self, act: str | None = None, target: str | None = None, mode: str | None = None) -> int:
        """Acts of the record before the day."""
        return self.record.count(self.before, act, target if target is not None else self.towards, mode)


class Levels(NamedTuple):
    """The levels of an actor on a day, from everybody's record to its own."""

    everybody: Level
    kind: Level
    party: Level
    own: Level


class History:
    """Acts of a record by who did them, as far as they have a day and were done. Of a span of days the first counts."""

    def __init__(self, events: Iterable[Event], theatre: Theatre) -> None:
        self.events = tuple(events)
        self._actors: dict[str, Actor] = {actor.id: actor for actor in theatre.actors}
        done = (event for event in self.events if event.status in ("actual", "historical"))
        self.acts = tuple(sorted(self._past(event, event.when[0]) for event in done if event.when is not None))
        self._records: dict[tuple[Whose, str], Record] = {}

    def _past(self, event: Event, day: date) -> Past:
        return Past(
            day.toordinal(),
            event.source,
            self.party(event.source, day),
            self.kind(event.source),
            event.act,
            event.mode or "",
            self.party(event.target or "", day),
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
    def _by(self) -> dict[tuple[Whose, str], list[Past]]:
        tables: dict[tuple[Whose, str], list[Past]] = defaultdict(list)
        for past in self.acts:
            tables["own", past.source].append(past)
            tables["party", past.party].append(past)
            tables["kind", past.kind].append(past)
        return dict(tables)

    def _record(self, whose: Whose, key: str) -> Record:
        if (whose, key) not in self._records:
            acts = self.acts if whose == "everybody" else self._by.get((whose, key), ())
            self._records[whose, key] = Record(acts)
        return self._records[whose, key]

    def levels(self, source: str, day: date) -> Levels:
        """The records before `day` that stand behind an act of `source`."""
        party, kind, before = self.party(source, day), self.kind(source), day.toordinal()
        return Levels(
            Level("everybody", EVERYBODY, self._record("everybody", ""), before),
            Level("kind", EVERYBODY, self._record("kind", kind), before),
            Level("party", party, self._record("party", party), before),
            Level("own", source, self._record("own", source), before),
        )
