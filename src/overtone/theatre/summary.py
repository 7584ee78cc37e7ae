"""What a theatre holds, in numbers: counts, time span, gaps of the chronicle, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from overtone.model import Baseline, Citation, Event, RecordedFigure, Theatre

PARTS = ("actors", "products", "chronicle", "dimensions", "baselines", "figures")
LEVELS = ("high", "medium", "low", "")
_LOOSE = timedelta(14)  # an act whose day is known no better than this fills no gap: it may lie anywhere in the stretch


class Gap(msgspec.Struct, frozen=True):
    """A stretch without an act: its first and last day, both included, and its length in days."""

    first: date
    last: date
    days: int


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """`counts` by part; `names` of all actors; `span` from the first to the last day of the chronicle, None without one.

    `gaps` are the longest first; `documented` counts the rows with a citation that names a document (title or address) among the
    `sourced` ones, the rows of chronicle, baselines and figures; `confidence` counts these by how they were looked up («» unsaid);
    `sources` counts citations by publisher.
    """

    id: str
    title: dict[str, str]
    summary: dict[str, str]
    sides: tuple[str, ...]
    counts: dict[str, int]
    names: int
    span: tuple[date, date] | None
    gaps: tuple[Gap, ...]
    sourced: int
    documented: int
    disputed: int
    confidence: dict[str, int]
    sources: dict[str, int]


def summarise(theatre: Theatre, most: int = 5) -> Summary:
    """The numbers of a theatre, with the `most` longest gaps."""
    days = [day for event in theatre.chronicle if event.when for day in event.when]
    rows: tuple[Event | Baseline | RecordedFigure, ...] = (*theatre.chronicle, *theatre.baselines, *theatre.figures)
    return Summary(
        id=theatre.id,
        title=theatre.title,
        summary=theatre.summary,
        sides=theatre.sides,
        counts={part: len(getattr(theatre, part)) for part in PARTS},
        names=sum(len(names) for actor in theatre.actors for names in actor.names.values()),
        span=(min(days), max(days)) if days else None,
        gaps=gaps(theatre.chronicle)[:most],
        sourced=sum(bool(row.citations) for row in rows),
        documented=sum(any(map(_names_a_document, row.citations)) for row in rows),
        disputed=sum(not isinstance(row, Baseline) and row.disputed for row in rows),
        confidence={level: count for level in LEVELS if (count := sum((row.confidence or "") == level for row in rows))},
        sources=dict(Counter(citation.publisher for row in rows for citation in row.citations).most_common()),
    )


def gaps(chronicle: Iterable[Event]) -> tuple[Gap, ...]:
    """The stretches between acts on which no act lies, the longest first, then the earliest."""
    spans = sorted(event.when for event in chronicle if event.when and event.when[1] - event.when[0] < _LOOSE)
    found: list[Gap] = []
    covered: date | None = None
    for first, last in spans:
        if covered is not None and (first - covered).days > 1:
            found.append(Gap(covered + timedelta(1), first - timedelta(1), (first - covered).days - 1))
        covered = last if covered is None else max(covered, last)
    return tuple(sorted(found, key=lambda gap: (-gap.days, gap.first)))


def _names_a_document(citation: Citation) -> bool:
    return bool(citation.title or citation.url)
