"""The brief as a tree of plain structs: what all three formats print, and the JSON form itself.

Every sentence is composed once, in the language of the brief, so that the formats cannot disagree. A `Line` is a statement and
the ids of the quotes that it rests on. Offsets are half-open and count characters of the document's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeAlias

import msgspec

from overtone.model import CodedDocument, Days, Document, Event, Quad, Signal, Stance, Status, Theatre

SCHEMA = "overtone.brief/1"

Language: TypeAlias = str
"""The code of a language in which briefs can be written: one that has a file of words."""


class TheatreChoice(msgspec.Struct, frozen=True):
    """How the theatre was chosen: asked for by name, or because the articles name its actors most (`named` times)."""

    asked: bool
    named: int = 0


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """What a brief is made of: nouns of the rooms before, and the day on which it stands.

    `theatre` is the merged one, `events` the merged happenings with their mentions, `signals` ranked, most telling first.
    `failures` are sources that could not be read, `warnings` what reading had to remark, each one line.
    """

    theatre: Theatre
    documents: Sequence[Document]
    coded: Sequence[CodedDocument]
    events: Sequence[Event]
    signals: Sequence[Signal]
    as_of: date
    language: Language = "en"
    failures: Sequence[str] = ()
    warnings: Sequence[str] = ()
    choice: TheatreChoice | None = None


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A passage: `text` is the document's `text[start:end]`. `cited_by` are the ids of the parts of the brief that cite it."""

    id: str
    document: str
    start: int
    end: int
    text: str
    language: str
    publisher: str | None = None
    cited_by: tuple[str, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """A statement and what it rests on: ids of quotes, or, for an act on record, its citations in words."""

    text: str
    quotes: tuple[str, ...] = ()
    record: tuple[str, ...] = ()


class Name(msgspec.Struct, frozen=True):
    """An actor as printed, with the party behind it where that is another."""

    id: str | None
    name: str
    party: str | None = None


class Quantity(msgspec.Struct, frozen=True):
    """An amount: in the brief's words (`text`) and as a number with its unit."""

    text: str
    value: float
    unit: str
    high: float | None = None


class EventEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A happening that the articles tell. `id` is e1, e2 …; `event` the id in the chronicle."""

    id: str
    event: str
    sentence: str
    source: Name
    act: str
    act_label: str
    quad: Quad
    target: Name | None
    mode: str | None
    status: Status
    status_label: str
    when: Days | None
    date: str
    theme: tuple[str, ...]
    amounts: tuple[Quantity, ...]
    reporters: tuple[str, ...]
    publishers: tuple[str, ...]
    disputed: bool
    signal: str | None
    quotes: tuple[str, ...]


class PartEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a surprise: its bits, and the counts in whose history they rest on."""

    part: str
    label: str
    bits: float
    probability: float
    seen: float
    trials: float
    basis: str


class AlternativeEntry(msgspec.Struct, frozen=True):
    """What was to be expected instead, and how probable it was."""

    sentence: str
    probability: float


class DepartureEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A contrast with the past that an article states: quotes of what is new and, where given, of what was usual."""

    dimension: str
    label: str
    text: str
    quote: str
    baseline: str | None


class SignalEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A ranked signal. `id` is s1, s2 …; `event` the entry (e…) that tells it, `odds` the chance in words."""

    id: str
    rank: int
    event: str | None
    sentence: str
    date: str
    quad: Quad
    bits: float
    odds: str
    parts: tuple[PartEntry, ...]
    alternatives: tuple[AlternativeEntry, ...]
    reasons: tuple[Line, ...]
    departures: tuple[DepartureEntry, ...]
    departures_under: str | None
    contradicts: tuple[Line, ...]
    corroboration: int
    quotes: tuple[str, ...]


class ClaimEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A position: `topic`, for or against, in one passage."""

    topic: str
    stance: Stance
    stance_label: str
    amounts: tuple[Quantity, ...]
    quote: str


class HolderEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody and the positions that they take."""

    id: str
    holder: Name
    claims: tuple[ClaimEntry, ...]


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that cannot both hold (disputed) or of which the later undoes the earlier (reversed)."""

    id: str
    kind: Literal["disputed", "reversed"]
    label: str
    subject: str
    sides: tuple[Line, ...]


class FigureEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One reported value, or one on record (then without a quote and with its source in words)."""

    value: Quantity
    when: Days | None
    date: str
    quote: str | None
    record: tuple[str, ...] = ()


class FigureGroup(msgspec.Struct, frozen=True, kw_only=True):
    """All values of the same thing of the same actor; `conflict` where they differ for the same time."""

    id: str
    what: str
    whose: Name | None
    conflict: bool
    values: tuple[FigureEntry, ...]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One act in the timeline: of an article (`entry`, e…) or on record (no entry, with its citations)."""

    first: date
    last: date
    lane: str
    label: str
    quad: Quad
    entry: str | None = None
    rank: int | None = None
    record: tuple[str, ...] = ()


class Timeline(msgspec.Struct, frozen=True):
    """The acts with a date, in order of time; `undated` is the number of events that cannot be drawn."""

    marks: tuple[Mark, ...] = ()
    undated: int = 0


class DocumentEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A document as read; a reprint carries no text of its own."""

    id: str
    document: str
    title: str
    publisher: str | None
    published: date | None
    date: str
    language: str
    url: str | None
    origin: str
    copy_of: str | None
    text: str


class Fact(msgspec.Struct, frozen=True):
    """One line of «what was read»: a term and what is to be said of it."""

    term: str
    text: str


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """The whole brief; its JSON form is this tree."""

    schema: str
    language: Language
    version: str
    theatre: str
    theatre_title: str
    as_of: date
    date: str
    headline: Line
    bottom: tuple[Line, ...]
    read: tuple[Fact, ...]
    signals: tuple[SignalEntry, ...]
    events: tuple[EventEntry, ...]
    background: tuple[EventEntry, ...]
    claims: tuple[HolderEntry, ...]
    contradictions: tuple[Contradiction, ...]
    figures: tuple[FigureGroup, ...]
    departures: tuple[DepartureEntry, ...]
    timeline: Timeline
    failures: tuple[str, ...]
    warnings: tuple[str, ...]
    method: tuple[str, ...]
    quotes: tuple[Quote, ...]
    documents: tuple[DocumentEntry, ...]
