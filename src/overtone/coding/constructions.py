"""Constructions: how acts are expressed, one row each, read from `rules/*.yaml` in the language's folder.

A row names its anchors and the slots in which source and target stand; voices, relative clauses and lists are the engine's business.
Anchors are compiled to elements that must follow each other inside one clause.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple

import msgspec

from overtone.data import part, read_file
from overtone.errors import InputError
from overtone.model import ACTS, STATUSES

Flag = Literal["reciprocal", "reversed", "solitary", "reply", "named", "people", "transitive"]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One construction as written in the data."""

    id: str
    act: str
    source: tuple[str, ...]
    target: tuple[str, ...] = ()
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    status: str | None = None
    complement: str | None = None
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


class Element(NamedTuple):
    """One piece of an anchor: any of `words`; `loose` if other words may stand before it; `light` if it is a head as well."""

    words: tuple[str, ...]
    loose: bool
    light: bool


class Pattern(NamedTuple):
    """An anchor of a row: its elements, whether it is verbal or nominal, and how specific it is (see `specific`)."""

    row: Row
    elements: tuple[Element, ...]
    nominal: bool
    weight: int


def compile_anchor(anchor: str) -> tuple[Element, ...]:
    """`impose ~ tariff|duty` → two elements, the second loose."""
    elements: list[Element] = []
    loose = False
    for piece in anchor.split():
        if piece == "~":
            loose = True
            continue
        light = piece.startswith("=")
        elements.append(Element(tuple(piece.removeprefix("=").split("|")), loose, light))
        loose = False
    return tuple(elements)


def specific(elements: tuple[Element, ...]) -> int:
    """How specific an anchor is: elements first, then the characters that they need at least."""
    return 100 * len(elements) + sum(min(map(len, element.words)) for element in elements)


@cache
def rows(language: str) -> tuple[Row, ...]:
    """All rows of a language in the order of files and lines. Raises InputError for a row that does not fit the schema."""
    folder = part(language, "rules")
    loaded: list[Row] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name) if folder is not None else ():
        if not file.name.endswith(".yaml"):
            continue
        for number, raw in enumerate(read_file(tuple[Any, ...], file, f"{language}/{file.name}"), 1):
            place = f"{language}/{file.name}, row {number}"
            try:
                row = msgspec.convert(raw, Row, strict=False)
            except msgspec.ValidationError as error:
                raise InputError(place, str(error), "see docs/constructions.md") from None
            loaded.append(_checked(row, place))
    return tuple(loaded)


def _checked(row: Row, place: str) -> Row:
    if row.act not in ACTS:
        raise InputError(place, f"unknown act {row.act!r}", f"use one of {', '.join(ACTS)}")
    if row.mode and row.mode not in ACTS[row.act].modes:
        raise InputError(place, f"{row.act} has no mode {row.mode!r}", f"use one of {', '.join(ACTS[row.act].modes)}")
    if row.status and row.status not in STATUSES:
        raise InputError(place, f"unknown status {row.status!r}", f"use one of {', '.join(STATUSES)}")
    if not row.verbs and not row.nouns:
        raise InputError(place, "no anchor", "give verbs or nouns")
    return row


@cache
def patterns(language: str) -> tuple[Pattern, ...]:
    """The compiled anchors of a language."""
    return tuple(
        Pattern(row, (elements := compile_anchor(anchor)), nominal, specific(elements))
        for row in rows(language)
        for anchors, nominal in ((row.verbs, False), (row.nouns, True))
        for anchor in anchors
    )
