"""Which acts the timeline shows: those of the articles, and before them the record on file of the same parties."""

from __future__ import annotations

from collections.abc import Sequence

from overtone.brief.desk import Desk
from overtone.brief.structure import EventEntry, Mark, SignalEntry, Timeline
from overtone.model import ACTS, Event


def timeline(desk: Desk, entries: Sequence[EventEntry], signals: Sequence[SignalEntry]) -> Timeline:
    """Marks for every dated event, and for the recorded acts, up to the day of the brief, of the parties that act in them."""
    ranks = {signal.event: signal.rank for signal in signals}
    dated = [entry for entry in entries if entry.when is not None]
    marks = [_told(entry, ranks.get(entry.id)) for entry in dated]
    lanes = {mark.lane for mark in marks}
    recorded = [_recorded(desk, event) for event in desk.inputs.theatre.chronicle if _before(desk, event)]
    marks += [mark for mark in recorded if mark.lane in lanes]
    marks.sort(key=lambda mark: (mark.first, mark.last, mark.label))
    return Timeline(tuple(marks), len(entries) - len(dated))


def _told(entry: EventEntry, rank: int | None) -> Mark:
    assert entry.when is not None
    return Mark(
        first=entry.when[0],
        last=entry.when[1],
        lane=entry.source.party or entry.source.name,
        label=entry.sentence,
        quad=entry.quad,
        entry=entry.id,
        rank=rank,
    )


def _before(desk: Desk, event: Event) -> bool:
    return event.when is not None and event.when[0] <= desk.inputs.as_of and not event.mentions


def _recorded(desk: Desk, event: Event) -> Mark:
    assert event.when is not None
    party = desk.names.party_of(event.source, event.when[0])
    return Mark(
        first=event.when[0],
        last=event.when[1],
        lane=party,
        label=desk.tell(event),
        quad=ACTS[event.act].quad,
        record=desk.citations(event.citations),
    )
