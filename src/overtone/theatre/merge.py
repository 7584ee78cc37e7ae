"""Uniting actors and theatres: a pack's actor with the id of another extends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from overtone.model import Actor, Event, Product, Theatre
from overtone.model.theatre import Dimension, RecordedFigure

T = TypeVar("T", Event, Dimension, RecordedFigure)


def united(first: Iterable[Actor], second: Iterable[Actor], *, names_last: bool = False) -> tuple[Actor, ...]:
    """Actors of both, those with one id made one: names united, what `first` says of name, kind, parties and roles comes first.

    The order is that of `second` (the wider pack) with the new ones after it, or with `names_last` that of `first`.
    """
    mine = {actor.id: actor for actor in first}
    theirs: dict[str, Actor] = {}
    for actor in second:
        theirs[actor.id] = extended(theirs[actor.id], actor) if actor.id in theirs else actor
    ids = [*mine, *theirs] if names_last else [*theirs, *mine]
    merged: dict[str, Actor] = {}
    for id_ in ids:
        if id_ not in merged:
            merged[id_] = extended(mine[id_], theirs[id_]) if id_ in mine and id_ in theirs else mine.get(id_) or theirs[id_]
    return tuple(merged.values())


def extended(first: Actor, second: Actor) -> Actor:
    """One actor of two with the same id. A second canonical name is kept among the English names."""
    names = _tables(first.names, second.names)
    if second.name != first.name:
        names["en"] = tuple(dict.fromkeys((*names.get("en", ()), second.name)))
    return msgspec.structs.replace(
        first,
        names=names,
        adjectives=_tables(first.adjectives, second.adjectives),
        metonyms=_tables(first.metonyms, second.metonyms),
        short=_tables(first.short, second.short),
        parties=tuple(dict.fromkeys((*first.parties, *second.parties))),
        roles=(*first.roles, *(role for role in second.roles if role not in first.roles)),
    )


def _tables(first: Mapping[str, tuple[str, ...]], second: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {
        language: tuple(dict.fromkeys((*first.get(language, ()), *second.get(language, ())))) for language in (*first, *second)
    }


def merged(pack: Theatre, world: Theatre) -> Theatre:
    """A pack on top of another: title, summary and sides of the pack, everything else of both.

    The pack's rows win by id; actors and products keep the names of both.
    """
    return msgspec.structs.replace(
        pack,
        actors=united(pack.actors, world.actors),
        products=_products(pack.products, world.products),
        chronicle=_by_id(pack.chronicle, world.chronicle),
        dimensions=_by_id(pack.dimensions, world.dimensions),
        baselines=(*pack.baselines, *(line for line in world.baselines if line not in pack.baselines)),
        figures=_by_id(pack.figures, world.figures),
    )


def _products(first: Iterable[Product], second: Iterable[Product]) -> tuple[Product, ...]:
    """As for actors: a product that two contests are about goes by the names of both."""
    rows = {row.id: row for row in second}
    for row in first:
        below = rows.get(row.id)
        rows[row.id] = msgspec.structs.replace(row, names=_tables(row.names, below.names)) if below else row
    return tuple(rows.values())


def _by_id(first: Iterable[T], second: Iterable[T]) -> tuple[T, ...]:
    rows = {row.id: row for row in second}
    rows.update((row.id, row) for row in first)
    return tuple(rows.values())
