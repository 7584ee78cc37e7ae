"""The nouns of a theatre: the data pack of one contest."""

from __future__ import annotations

from datetime import date

import msgspec

from overtone.model.actor import Actor, Period
from overtone.model.event import Citation, Confidence, Event


class Product(msgspec.Struct, frozen=True):
    """A product, technology, body of goods or policy that acts are about; what a theme names.

    `kind` is product, technology, goods or policy; `maker` an actor's id.
    """

    id: str
    name: str
    kind: str = "product"
    names: dict[str, tuple[str, ...]] = {}
    maker: str | None = None
    family: str | None = None
    period: Period = Period()


class Dimension(msgspec.Struct, frozen=True):
    """A respect in which an act can depart from the usual (dress, host, timing …), with cue words by language."""

    id: str
    labels: dict[str, str]
    cues: dict[str, tuple[str, ...]] = {}


class Baseline(msgspec.Struct, frozen=True):
    """What an actor usually does in one dimension, with the passage of the record that says so."""

    actor: str
    dimension: str
    usual: dict[str, str]
    citations: tuple[Citation, ...] = ()
    period: Period = Period()
    confidence: Confidence | None = None


class RecordedFigure(msgspec.Struct, frozen=True):
    """A figure of the record: `value` in `unit` of `what` for `whose`, as of a day, disputed or not."""

    id: str
    whose: str
    what: dict[str, str]
    value: float
    unit: str
    as_of: date | None = None
    disputed: bool = False
    citations: tuple[Citation, ...] = ()
    confidence: Confidence | None = None


class Theatre(msgspec.Struct, frozen=True, kw_only=True):
    """One contest's data: who, about what, and the history against which a move is a signal."""

    id: str
    title: dict[str, str]
    summary: dict[str, str] = {}
    sides: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    products: tuple[Product, ...] = ()
    chronicle: tuple[Event, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    figures: tuple[RecordedFigure, ...] = ()
