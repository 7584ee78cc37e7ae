"""Which earlier acts an act undoes or disputes: a ban after a permission, an act after its denial, a denial after an act."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import msgspec

from overtone.data import read
from overtone.expectation import History
from overtone.model import Event, Product

REACH = timedelta(days=200)
"""An act that lies further back than this is history, not a word broken."""

MOST = 3
"""So many are named, the latest first."""

DENIED = "DENIED"

Instruments = Mapping[str, str]
"""Of policies by casefolded name: the instrument that they belong to (export controls, tariffs), as the theatre's `family` says."""


class Reversal(msgspec.Struct, frozen=True):
    """What an act of one kind undoes, and why."""

    undoes: tuple[str, ...]
    reason: str


@cache
def reversals() -> dict[str, Reversal]:
    """The table of reversals, from reversals.yaml."""
    return read(dict[str, Reversal], "overtone.signals", "reversals.yaml")


@cache
def _of_mode() -> dict[str, str]:
    return read(dict[str, str], "overtone.signals", "instruments.yaml")


def instruments(products: Iterable[Product]) -> dict[str, str]:
    """The instrument of each policy that has a family."""
    policies = [product for product in products if product.kind == "policy" and product.family]
    return {product.name.casefold(): str(product.family) for product in policies}


def _means(event: Event, known: Instruments) -> set[str]:
    """By which instruments an act is done: that of its mode, else those of the policies that it names."""
    of_mode = _of_mode().get(event.mode or "")
    return {of_mode} if of_mode else {known[name] for theme in event.theme if (name := theme.casefold()) in known}


class _Acts:
    """Dated acts, done, announced or denied, by who did what about which theme, or to whom where no theme is named."""

    def __init__(self, events: Iterable[Event], history: History) -> None:
        self._history = history
        self._by: dict[tuple[str, ...], list[tuple[date, str]]] = defaultdict(list)
        for event in events:
            if event.when is not None and event.status != "considered":
                for key in self.keys(event, event.when[0], event.act, event.status == "denied"):
                    self._by[key].append((event.when[0], event.id))
        for acts in self._by.values():
            acts.sort()

    def keys(self, event: Event, day: date, act: str, denied: bool) -> Iterator[tuple[str, ...]]:
        """Where an act of the kind by the event's party is looked up: under each theme, or under its target where it names none."""
        party, kind = self._history.party(event.source, day), DENIED if denied else ""
        for theme in sorted({theme.casefold() for theme in event.theme}):
            yield party, act, kind, "about", theme
        if not event.theme:
            yield party, act, kind, "towards", self._history.party(event.target or "", day)

    def before(self, keys: Iterable[tuple[str, ...]], day: date, id: str) -> set[tuple[date, str]]:
        """The acts under these keys within reach before an event of that day and id; of one day, those that come first by id."""
        found: set[tuple[date, str]] = set()
        since = day - REACH if day - date.min > REACH else date.min
        for key in keys:
            acts = self._by.get(key, [])
            found.update(acts[bisect_left(acts, (since, "")) : bisect_left(acts, (day, id))])
        return found


def contradicted(
    news: Sequence[Event], known: Sequence[Event], history: History, as_of: date, policies: Instruments = MappingProxyType({})
) -> dict[str, tuple[str, ...]]:
    """For each event's id the ids of the acts that it undoes or denies, the latest first; at most three.

    News without a day is taken to be of the day on which it was told, else of `as_of`. Two acts are about the same thing where
    they share a theme, or where neither names one and they are towards the same party; but not where they are done by different
    instruments: an export control takes no tariff exemption back. `policies` tell the instrument of a policy.
    """
    by_id = {event.id: event for event in known}
    acts = _Acts(by_id.values(), history)
    found = {}
    for event in news:
        day = event.when[0] if event.when is not None else event.told or as_of
        opposed = sorted(acts.before(_undone(event, day, acts), day, event.id) - {(day, event.id)}, reverse=True)
        means = _means(event, policies)
        ids = [id for _, id in opposed if not _otherwise(means, _means(by_id[id], policies))]
        if ids:
            found[event.id] = tuple(dict.fromkeys(ids))[:MOST]
    return found


def _otherwise(mine: set[str], theirs: set[str]) -> bool:
    """Are two acts done by different instruments?"""
    return bool(mine and theirs) and not mine & theirs


def _undone(event: Event, day: date, acts: _Acts) -> Iterator[tuple[str, ...]]:
    if event.status == "denied":
        yield from acts.keys(event, day, event.act, False)
    elif event.status in ("actual", "future") and event.act in reversals():
        for act in reversals()[event.act].undoes:
            yield from acts.keys(event, day, event.act if act == DENIED else act, act == DENIED)
