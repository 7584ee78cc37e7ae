"""Which act a stated departure belongs to: the one whose actor it names, in or near whose passage it stands."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from overtone.model import CodedDocument, Departure, Event, EventMention

_REACH = 1500  # characters between a departure and the act that it qualifies
_RETURNS = 0.75  # for each doubling of the passages that tell an act: what a text keeps returning to is what it contrasts
_BODILY = frozenset({"CONSULT"})  # visits and meetings are what has a host, a dress, a venue and an agenda
_PERSONAL = frozenset(
    {"host", "counterpart", "rank", "venue", "company", "dress", "agenda", "frequency"}
)  # what only such an act has
_STAGED = frozenset({"host", "counterpart", "rank", "venue", "company", "dress", "agenda", "channel", "timing"})


def departing(events: Sequence[Event], coded: Sequence[CodedDocument]) -> dict[str, tuple[Departure, ...]]:
    """For each event's id the departures that the documents state about it, in the order of the text."""
    told: dict[str, list[tuple[Event, EventMention]]] = defaultdict(list)
    for event in events:
        for mention in event.mentions:
            told[mention.document].append((event, mention))
    found: dict[str, list[Departure]] = defaultdict(list)
    for document in coded:
        main = _main_actor(document)
        for departure in document.departures:
            owner = _belongs(departure, told.get(document.id, []), main)
            if owner is not None:
                found[owner.id].append(departure)
    return {key: tuple(dict.fromkeys(departures)) for key, departures in found.items()}


def _main_actor(document: CodedDocument) -> str | None:
    """The actor that the document's acts name most: whose ways its contrasts are about, where they name nobody."""
    counts: dict[str, int] = defaultdict(int)
    for mention in document.events:
        for end in (mention.source, mention.target):
            if end is not None and end.kind in ("person", "firm"):
                counts[end.key] += 1
    return max(counts, key=lambda key: (counts[key], key), default=None)


def _belongs(departure: Departure, told: Sequence[tuple[Event, EventMention]], main: str | None) -> Event | None:
    best: Event | None = None
    best_points = 0.0
    times = Counter(event.id for event, _ in told)
    for event, mention in told:
        points = _points(departure, mention, main)
        points += _RETURNS * math.log2(times[event.id]) if points else 0.0
        if points > best_points:
            best, best_points = event, points
    return best


def _points(departure: Departure, mention: EventMention, main: str | None) -> float:
    distance = max(0, mention.evidence[0] - departure.evidence[1], departure.evidence[0] - mention.evidence[1])
    ends = [end for end in (mention.source, mention.target) if end is not None]
    named = any(name in departure.text for end in ends for name in (end.mention, end.name))
    about = any(main in (end.key, end.party.id) for end in ends)  # the firm's ways are its head's, too
    if distance > _REACH or not (named or about or distance == 0):
        return 0.0
    if departure.dimension in _PERSONAL and mention.act not in _BODILY:
        return 0.0
    staged = departure.dimension in _STAGED and mention.act in _BODILY
    told = mention.status in ("actual", "future")
    return 1.0 + (distance == 0) + named + about + 2 * staged + told + (mention.mode == "visit") - distance / _REACH
