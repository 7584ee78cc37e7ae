"""Events set against their actors' records, ranked. The score is a sum of named terms, so that it can be recomputed and contested."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import msgspec

from overtone.data import read
from overtone.expectation import EVERYBODY, History, surprise
from overtone.model import ACTS, CodedDocument, Departure, Event, Signal, Theatre
from overtone.signals.contradicting import contradicted, instruments
from overtone.signals.departing import departing

_PUBLISHERS = 4


class TermWeight(msgspec.Struct, frozen=True):
    """The weight of one term of the score, and why, by language."""

    value: float
    reason: dict[str, str]


class Term(NamedTuple):
    """One term of a signal's score: `times` the weight of its name."""

    name: str
    times: float
    weight: float
    reason: dict[str, str]

    @property
    def points(self) -> float:
        """What the term adds to the score."""
        return self.times * self.weight


@cache
def weights() -> dict[str, TermWeight]:
    """The weights of the score, from weights.yaml."""
    return read(dict[str, TermWeight], "overtone.signals", "weights.yaml")


def rank(
    events: Sequence[Event],
    history: History | Iterable[Event],
    coded: Sequence[CodedDocument],
    theatre: Theatre,
    as_of: date,
) -> list[Signal]:
    """The signals among `events`, the most telling first; the order of the input does not matter.

    `history` are the acts on file (the theatre's chronicle, the ledger's events); for each event only those of before its day count.
    Background and acts of after `as_of` are no signals. An event without a day is taken to be of the day on which it was told, else
    of `as_of`.
    """
    known = history if isinstance(history, History) else History(history, theatre)
    news = [event for event in events if is_news(event, as_of)]
    stated = departing(news, coded)
    against = contradicted(news, [*known.events, *events], known, as_of, instruments(theatre.products))
    signals = [_signal(event, known, theatre, stated.get(event.id, ()), against.get(event.id, ()), as_of) for event in news]
    return sorted(signals, key=lambda signal: (-score(signal), signal.event.id))


def is_news(event: Event, as_of: date) -> bool:
    """May the event be a signal on that day? Background is none, nor what is done later."""
    return event.status != "historical" and not (event.when and event.when[0] > as_of and event.status == "actual")


def dimensions(departures: Iterable[Departure]) -> int:
    """In how many respects the departures lie: three passages about one suit are one."""
    return len({departure.dimension for departure in departures})


def _signal(
    event: Event,
    history: History,
    theatre: Theatre,
    departures: tuple[Departure, ...],
    against: tuple[str, ...],
    as_of: date,
) -> Signal:
    bits = surprise(event, history, theatre, day=event.told or as_of, departures=dimensions(departures))
    return Signal(event, bits, departures, against, max(1, len(event.publishers)))


def terms(signal: Signal) -> tuple[Term, ...]:
    """The terms of a signal's score; they add up to it."""
    event = signal.event
    doubt = (event.status in ("considered", "denied", "future")) + event.disputed
    counts = {
        "surprise": signal.surprise.bits,
        "stranger": signal.surprise.bits if signal.surprise.basis == EVERYBODY else 0.0,
        "departure": float(dimensions(signal.departures)),
        "contradiction": float(len(signal.contradicts)),
        "publisher": float(min(_PUBLISHERS, signal.corroboration) - 1),
        "doubt": float(doubt),
        "passages": math.log2(max(1, len(event.mentions))),
        "reading": 1 - max((mention.confidence for mention in event.mentions), default=1.0),
        "intensity": abs(ACTS[event.act].intensity),
    }
    return tuple(Term(name, count, weights()[name].value, weights()[name].reason) for name, count in counts.items())


def score(signal: Signal) -> float:
    """The sum of the terms."""
    return sum(term.points for term in terms(signal))
