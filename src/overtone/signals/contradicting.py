"""Which earlier acts an act undoes: a ban after a permission, a permission after a ban, between the same parties about the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from overtone.expectation import History
from overtone.model import Event

REACH = timedelta(days=200)
"""An act that lies further back than this is history, not a word broken."""

_UNDOES: dict[str, frozenset[str]] = {
    "SANCTION": frozenset({"CONCEDE", "AGREE", "COOPERATE"}),
    "THREATEN": frozenset({"CONCEDE", "AGREE"}),
    "CONCEDE": frozenset({"SANCTION", "THREATEN", "REJECT"}),
    "AGREE": frozenset({"REJECT"}),
    "REJECT": frozenset({"AGREE"}),
    "COOPERATE": frozenset({"SANCTION", "REJECT"}),
    "RETREAT": frozenset({"MOBILIZE", "COERCE"}),
    "MOBILIZE": frozenset({"RETREAT", "AGREE"}),
    "ASSAULT": frozenset({"AGREE", "RETREAT"}),
}


def contradicted(news: Sequence[Event], known: Sequence[Event], history: History, as_of: date) -> dict[str, tuple[str, ...]]:
    """For each event's id the ids of the earlier acts that it undoes, the latest first; at most three.

    News without a day is taken to be of `as_of`.
    """
    by_source: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in known:
        if event.when is not None and event.status in ("actual", "historical", "future"):
            by_source[(history.party(event.source, event.when[0]), event.act)].append(event)
    found = {}
    for event in news:
        if event.status not in ("actual", "future"):
            continue
        day = event.when[0] if event.when is not None else as_of
        party = history.party(event.source, day)
        earlier = [
            other
            for act in sorted(_UNDOES.get(event.act, ()))
            for other in by_source[(party, act)]
            if other.id != event.id and _undone(event, day, other, history)
        ]
        earlier.sort(key=lambda other: (other.when or (date.min, date.min), other.id), reverse=True)
        if earlier:
            found[event.id] = tuple(dict.fromkeys(other.id for other in earlier))[:3]
    return found


def _undone(event: Event, day: date, other: Event, history: History) -> bool:
    if other.when is None or not timedelta(0) <= day - other.when[0] <= REACH:
        return False
    if day == other.when[0] and event.id < other.id:
        return False
    about = {theme.casefold() for theme in event.theme} & {theme.casefold() for theme in other.theme}
    mine, theirs = history.party(event.target or "", day), history.party(other.target or "", other.when[0])
    return bool(about) or (mine == theirs and not event.theme and not other.theme)
