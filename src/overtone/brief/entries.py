"""Events, claims, figures and departures of the articles as entries of the brief."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from overtone.brief.desk import Desk
from overtone.brief.formats import days_text, quantity, value_text
from overtone.brief.structure import (
    ClaimEntry,
    DepartureEntry,
    EventEntry,
    FigureEntry,
    FigureGroup,
    HolderEntry,
    Quantity,
)
from overtone.brief.topics import topic_text
from overtone.model import ACTS, Claim, Departure, Event, Figure, RecordedFigure


def event_entries(desk: Desk, events: Iterable[Event], ranks: dict[str, str]) -> tuple[EventEntry, ...]:
    """The events that a passage tells, in the order of time, undated ones last. `ranks` are signals' ids by event, the first
    signal first."""
    far = (date.max, date.max)
    place = {event: number for number, event in enumerate(ranks)}
    ordered = sorted(events, key=lambda event: (event.when or far, place.get(event.id, len(place)), event.id))
    told = [event for event in ordered if desk.has_passage(event)]
    return tuple(_event(desk, event, f"e{number}", ranks.get(event.id)) for number, event in enumerate(told, 1))


def _event(desk: Desk, event: Event, id: str, signal: str | None) -> EventEntry:
    words, names = desk.words, desk.names
    told = (quantity(amount, words) for mention in event.mentions for amount in mention.amounts)
    amounts = {amount.text: amount for amount in told}
    reporters = (mention.reporter for mention in event.mentions)
    return EventEntry(
        id=id,
        event=event.id,
        sentence=desk.tell(event),
        source=names.entry(event.mentions[0].source),
        act=event.act,
        act_label=ACTS[event.act].labels.get(words.language, ACTS[event.act].labels["en"]),
        quad=ACTS[event.act].quad,
        target=next((names.entry(mention.target) for mention in event.mentions if mention.target is not None), None),
        mode=event.mode,
        status=event.status,
        status_label=words(f"status.{event.status}"),
        when=event.when,
        date=days_text(event.when, words),
        theme=tuple(dict.fromkeys(names.theme(theme) for theme in event.theme)),
        amounts=tuple(amounts.values()),
        reporters=tuple(dict.fromkeys(names.of(reporter.key) for reporter in reporters if reporter is not None)),
        publishers=tuple(dict.fromkeys(desk.voice(each) for each in event.publishers)),
        disputed=event.disputed,
        signal=signal,
        quotes=desk.passages(event, id),
    )


def holder_entries(desk: Desk, claims: Iterable[Claim]) -> tuple[HolderEntry, ...]:
    """Claims grouped by who holds them, in the order of the documents."""
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        held[claim.holder.key].append(claim)
    holders = (_holder(desk, f"c{number}", group) for number, group in enumerate(held.values(), 1))
    return tuple(holder for holder in holders if holder.claims)


def _holder(desk: Desk, id: str, claims: Sequence[Claim]) -> HolderEntry:
    entries = {}
    for claim in claims:
        quote = desk.quotes.cite(claim.document, claim.evidence, id)
        if quote is not None:
            entries[claim.topic, claim.stance, quote] = ClaimEntry(
                topic=topic_text(claim.topic, desk.names),
                stance=claim.stance,
                stance_label=desk.words(f"stance.{claim.stance}"),
                amounts=tuple(quantity(amount, desk.words) for amount in claim.amounts),
                quote=quote,
            )
    return HolderEntry(id=id, holder=desk.names.entry(claims[0].holder), claims=tuple(entries.values()))


def departure_entry(desk: Desk, departure: Departure, by: str) -> DepartureEntry | None:
    """A departure with its quotes; None where no passage carries it."""
    quote = desk.quotes.cite(departure.document, departure.evidence, by)
    if quote is None:
        return None
    return DepartureEntry(
        dimension=departure.dimension,
        label=desk.dimension(departure.dimension),
        text=departure.text,
        quote=quote,
        baseline=desk.quotes.cite(departure.document, departure.baseline, by),
    )


def figure_groups(desk: Desk, figures: Iterable[Figure], recorded: Sequence[RecordedFigure]) -> tuple[FigureGroup, ...]:
    """Values of the same thing of the same actor together; the record's value joins where it is of that thing."""
    groups: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        if desk.quotes.known(figure.document, figure.evidence):
            whose = figure.whose.key if figure.whose is not None else ""
            groups[whose, " ".join(figure.what.casefold().split()), figure.unit].append(figure)
    return tuple(_figure_group(desk, f"f{number}", group, recorded) for number, group in enumerate(groups.values(), 1))


def _figure_group(desk: Desk, id: str, figures: Sequence[Figure], recorded: Sequence[RecordedFigure]) -> FigureGroup:
    first = figures[0]
    values = {}
    for figure in sorted(figures, key=lambda each: each.when or (date.max, date.max)):
        quote = desk.quotes.cite(figure.document, figure.evidence, id)
        text = value_text(figure.value, figure.unit, desk.words)
        values[figure.value, figure.when, quote] = FigureEntry(
            value=Quantity(text, figure.value, figure.unit),
            when=figure.when,
            date=days_text(figure.when, desk.words),
            quote=quote,
        )
    entries = (*values.values(), *(_recorded(desk, each) for each in recorded if _same_thing(each, first)))
    return FigureGroup(
        id=id,
        what=topic_text(first.what, desk.names),
        whose=desk.names.entry(first.whose) if first.whose is not None else None,
        conflict=_conflict(entries),
        values=entries,
    )


def _same_thing(record: RecordedFigure, figure: Figure) -> bool:
    labels = {label.casefold() for label in record.what.values()}
    whose = figure.whose.id if figure.whose is not None else None
    return record.whose == whose and record.unit == figure.unit and figure.what.casefold() in labels


def _recorded(desk: Desk, record: RecordedFigure) -> FigureEntry:
    when = (record.as_of, record.as_of) if record.as_of is not None else None
    return FigureEntry(
        value=Quantity(value_text(record.value, record.unit, desk.words), record.value, record.unit),
        when=when,
        date=days_text(when, desk.words),
        quote=None,
        record=desk.citations(record.citations),
    )


def _conflict(entries: Sequence[FigureEntry]) -> bool:
    """Do two values differ for the same time (or with no time given for either)?"""
    by_time = defaultdict(set)
    for entry in entries:
        by_time[entry.when].add((entry.value.value, entry.value.high))
    return any(len(values) > 1 for values in by_time.values())
