"""What cannot both hold: a happening reported and denied, and acts that undo what was said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from overtone.brief.desk import Desk
from overtone.brief.standouts import contradicted
from overtone.brief.structure import Contradiction, Line
from overtone.model import Event, EventMention, Signal


def contradictions(desk: Desk, events: Sequence[Event], signals: Sequence[Signal]) -> tuple[Contradiction, ...]:
    """Disputed happenings first, then reversals, each once; only those that passages (or the record) carry."""
    found = [*_disputes(desk, events), *_pairs(desk, signals)]
    return tuple(msgspec.structs.replace(each, id=f"d{number}") for number, each in enumerate(found, 1))


def _disputes(desk: Desk, events: Sequence[Event]) -> Iterator[Contradiction]:
    number = 0
    for event in events:
        if event.disputed and desk.has_passage(event):
            number += 1
            sides = _sides(desk, event, f"d{number}")
            yield Contradiction(
                id="", kind="disputed", label=desk.words("contradiction.disputed"), subject=desk.tell(event), sides=sides
            )


def _sides(desk: Desk, event: Event, by: str) -> tuple[Line, ...]:
    """Who says what: one line for each voice and status."""
    voices: dict[tuple[str, str], list[EventMention]] = {}
    for mention in event.mentions:
        voices.setdefault((_voice(desk, mention), mention.status), []).append(mention)
    lines = []
    for (voice, status), mentions in voices.items():
        quotes = desk.quotes.cite_all([(mention.document, mention.evidence) for mention in mentions], by)
        if quotes:
            theme = tuple(dict.fromkeys(theme for mention in mentions for theme in mention.theme))
            said = desk.tell(msgspec.structs.replace(event, theme=theme), "refuted" if status == "denied" else status)
            lines.append(Line(voice + desk.words("colon") + desk.inside(said), quotes))
    return tuple(lines)


def _voice(desk: Desk, mention: EventMention) -> str:
    if mention.reporter is not None:
        return desk.words("contradiction.says", holder=desk.names.spoken(mention.reporter.key))
    document = desk.documents.get(mention.document)
    publisher = (document.publisher or document.title) if document is not None else None
    return desk.words("contradiction.reports", publisher=publisher or desk.words("read.unnamed"))


def _pairs(desk: Desk, signals: Sequence[Signal]) -> Iterator[Contradiction]:
    seen: set[frozenset[str]] = set()
    # The same word broken by the same kind of act, told of two targets, is told once.
    told: set[tuple[str, str]] = set()
    offset = sum(event.disputed and desk.has_passage(event) for event in desk.inputs.events)
    for signal in signals:
        for other in contradicted(desk, signal):
            pair = frozenset((signal.event.id, other.id))
            kind = (other.id, signal.event.act)
            if len(pair) < 2 or pair in seen or kind in told:
                continue
            seen.add(pair)
            told.add(kind)
            by = f"d{offset + len(seen)}"
            yield _pair(desk, signal.event, other, by)


def _day(desk: Desk, event: Event) -> date:
    """When it happened; where no passage says it, when it was first told."""
    if event.when is not None:
        return event.when[0]
    told = (desk.documents[mention.document] for mention in event.mentions if mention.document in desk.documents)
    return min((document.published for document in told if document.published is not None), default=date.max)


def _pair(desk: Desk, event: Event, other: Event, by: str) -> Contradiction:
    denied = "denied" in (event.status, other.status) and event.act == other.act
    kind = "disputed" if denied else "reversed"
    first, then = sorted((other, event), key=lambda each: _day(desk, each))
    # The labels «first» and «then» say the order; a sentence need not repeat that it is background.
    plain = ("actual" if each.status == "historical" else each.status for each in (first, then))
    sides = tuple(desk.line(desk.tell(each, status), each, by) for each, status in zip((first, then), plain, strict=True))
    return Contradiction(
        id="",
        kind="disputed" if denied else "reversed",
        label=desk.words(f"contradiction.{kind}"),
        subject=sides[1].text,
        sides=sides,
    )
