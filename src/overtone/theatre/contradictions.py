"""Rows that cannot hold together: each may be sound by itself, but not beside another one.

What sources contradict each other about is welcome in a pack, as long as the rows on both sides say so (`disputed: true`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import Any

from overtone.model import ACTS, Actor, Event, Period, Theatre
from overtone.theatre.findings import Finding, at
from overtone.theatre.pack import Pack, Placed

Pair = tuple[Placed[Any], Placed[Any]]


def contradictions(pack: Pack, whole: Theatre) -> Iterator[Finding]:
    """Findings about pairs of rows, told at the later one. `whole` is the pack on top of the world pack."""
    yield from _acts(pack)
    yield from _figures(pack)
    yield from _baselines(pack)
    yield from _offices(pack, whole)


def overlap(one: Period, other: Period) -> bool:
    """Do two periods share a day?"""
    starts_in_time = one.since is None or other.until is None or one.since <= other.until
    return starts_in_time and (other.since is None or one.until is None or other.since <= one.until)


def _pairs(items: Iterable[Placed[Any]], key: Callable[[Any], Hashable]) -> Iterator[Pair]:
    """Pairs of rows with one key, in the order of the rows."""
    groups: dict[Hashable, list[Placed[Any]]] = defaultdict(list)
    for item in items:
        groups[key(item.noun)].append(item)
    for group in groups.values():
        yield from combinations(group, 2)


def _same_act(event: Event) -> Hashable:
    act = ACTS.get(event.act)
    ends = frozenset((event.source, event.target)) if act and act.symmetric else (event.source, event.target)
    return (event.act, event.mode, ends)


def _acts(pack: Pack) -> Iterator[Finding]:
    for first, second in _pairs(pack.placed["chronicle"], _same_act):
        one, other = first.noun, second.noun
        if not (one.when and other.when and one.when[0] <= other.when[1] and other.when[0] <= one.when[1]):
            continue
        if (one.status == "denied") != (other.status == "denied"):
            if not (one.disputed and other.disputed):
                denied = "was denied" if one.status == "denied" else "happened"
                yield at(
                    second, "status", f"«{one.id}» says that the same act {denied}", "mark both «disputed: true», or drop one"
                )
        elif (one.when, one.status, set(one.theme)) == (other.when, other.status, set(other.theme)):
            yield at(
                second, "id", f"tells the same act as «{one.id}»", "join the rows and keep both citations, or tell them apart"
            )


def _figures(pack: Pack) -> Iterator[Finding]:
    def same(figure: Any) -> Hashable:
        return (figure.whose, figure.what.get("en") or str(figure.what), figure.unit, figure.as_of)

    for first, second in _pairs(pack.placed["figures"], same):
        one, other = first.noun, second.noun
        if one.value == other.value:
            yield at(second, "id", f"gives the same figure as «{one.id}»", "join the rows and keep both citations")
        elif not (one.disputed and other.disputed):
            yield at(
                second,
                "value",
                f"«{one.id}» gives {one.value:g} for the same, not {other.value:g}",
                "mark both «disputed: true», mend one, or say in «what» how they differ",
            )


def _baselines(pack: Pack) -> Iterator[Finding]:
    for first, second in _pairs(pack.placed["baselines"], lambda baseline: (baseline.actor, baseline.dimension)):
        if overlap(first.noun.period, second.noun.period):
            yield at(
                second,
                "usual",
                f"{first.row.place('usual')} says something else of the {second.noun.dimension} of «{second.noun.actor}» at the same time",
                "date them with since and until, or join them",
            )


def _offices(pack: Pack, whole: Theatre) -> Iterator[Finding]:
    """Two holders at one time of an office that offices.yaml calls `sole`. The day on which it is handed over belongs to both."""
    holders: dict[Hashable, list[tuple[Actor, Period]]] = defaultdict(list)
    for actor in whole.actors:
        for role in actor.roles:
            if role.title in pack.sole:
                holders[role.of, str(role.title)].append((actor, role.period))
    for item in pack.placed["actors"]:
        for role in item.noun.roles:
            for other, period in holders[role.of, str(role.title)]:
                if other.id != item.noun.id and _beyond_a_day(role.period, period):
                    title = next(iter(role.title.get("en", ())), "holder")
                    yield at(
                        item, "roles", f"«{other.id}» is {title} of {role.of} at the same time", "mend the days of one of the two"
                    )


def _beyond_a_day(one: Period, other: Period) -> bool:
    handed_over = one.since == other.until if one.since else False
    taken_over = other.since == one.until if other.since else False
    return overlap(one, other) and not handed_over and not taken_over
