"""What makes an event a signal: surprise in bits, departures, and what it contradicts."""

from __future__ import annotations

import msgspec

from overtone.model.event import Departure, Event


class SurprisePart(msgspec.Struct, frozen=True):
    """One factor of an event's probability: `what` is when, whom, what or how; bits = −log₂ `probability`.

    `seen` of `trials` past acts on which it rests, and `basis` whose history that is (an actor's id, or «everybody»).
    """

    what: str
    bits: float
    probability: float
    seen: float
    trials: float
    basis: str


class Alternative(msgspec.Struct, frozen=True):
    """What was expected instead."""

    act: str
    target: str | None
    probability: float


class Surprise(msgspec.Struct, frozen=True):
    """How far an event departs from what its source does: the bits of the parts add up to `bits`."""

    bits: float
    parts: tuple[SurprisePart, ...]
    alternatives: tuple[Alternative, ...] = ()
    basis: str = ""


class Signal(msgspec.Struct, frozen=True):
    """An event set against its actor's history. `contradicts` are ids of events that this one reverses or disputes.

    `corroboration` is the number of independent publishers.
    """

    event: Event
    surprise: Surprise
    departures: tuple[Departure, ...] = ()
    contradicts: tuple[str, ...] = ()
    corroboration: int = 1
