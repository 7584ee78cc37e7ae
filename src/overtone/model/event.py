"""What is coded from a document, and the happening that mentions amount to."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from overtone.model.actor import Reference
from overtone.model.acts import Stance, Status

Span = tuple[int, int]
Days = tuple[date, date]
# How a row of a theatre was looked up. high: its document, or two independent accounts of it; medium: one account; low: nothing (general
# knowledge).
Confidence = Literal["high", "medium", "low"]


class Amount(msgspec.Struct, frozen=True):
    """A quantity in the text. `unit`: ISO currency, «share» (of one), or what is counted. `high` is the upper end of a range.

    `bound` says how exact it is meant: about, at least (over), at most (under).
    """

    value: float
    unit: str
    text: str
    span: Span
    high: float | None = None
    bound: Literal["about", "over", "under"] | None = None


class EventMention(msgspec.Struct, frozen=True, kw_only=True):
    """One passage that says that `source` did `act` to `target`. `when` is an interval of days, both included.

    `rule` names the construction that fired, `confidence` the scorer's probability that the triple is right.
    """

    document: str
    evidence: Span
    source: Reference
    act: str
    rule: str
    target: Reference | None = None
    mode: str | None = None
    status: Status = "actual"
    when: Days | None = None
    theme: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    reporter: Reference | None = None
    confidence: float = 1.0


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of position: `holder` is for or against `topic`."""

    document: str
    evidence: Span
    holder: Reference
    topic: str
    stance: Stance
    amounts: tuple[Amount, ...] = ()


class Departure(msgspec.Struct, frozen=True, kw_only=True):
    """A contrast with the past that the text itself states. `baseline` is the passage that says what was usual."""

    document: str
    dimension: str
    text: str
    evidence: Span
    baseline: Span | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number that the text reports: of `what`, `whose`, `when`."""

    document: str
    value: float
    unit: str
    what: str
    evidence: Span
    whose: Reference | None = None
    when: Days | None = None


class CodedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """All that the coder found in one document."""

    id: str
    language: str
    events: tuple[EventMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    departures: tuple[Departure, ...] = ()
    figures: tuple[Figure, ...] = ()


class Citation(msgspec.Struct, frozen=True):
    """Where a recorded fact comes from."""

    publisher: str
    date: date | None = None
    title: str = ""
    url: str = ""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A happening: mentions of the same act by the same actors at the same time, or a recorded act of a theatre.

    `publishers` are the independent ones (reprints collapsed); `disputed` where publishers contradict each other about it. `told` is the day
    on which it was first told, which stands in for `when` where nobody says when it was. `confidence` is that of a recorded act.
    """

    id: str
    source: str
    act: str
    target: str | None = None
    mode: str | None = None
    status: Status = "actual"
    when: Days | None = None
    theme: tuple[str, ...] = ()
    mentions: tuple[EventMention, ...] = ()
    publishers: tuple[str, ...] = ()
    disputed: bool = False
    told: date | None = None
    summary: dict[str, str] = {}
    citations: tuple[Citation, ...] = ()
    confidence: Confidence | None = None
