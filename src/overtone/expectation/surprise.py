"""How surprising was it? An act's probability as when × whom × what × how, each counted from the record.

Each factor is a count with back-off (a Dirichlet prior at the next level; MacKay and Peto 1995, https://doi.org/10.1017/S1351324900000218):

    p₀(x) = 1 / outcomes        p(x) = (seen + α p_next(x)) / (trials + α)

from everybody's record to that of the actor's kind, its party and its own. The narrower records lie inside the wider ones, so that what
nobody ever did would be counted as absent at every level; a probability is therefore never put below what the widest record can tell,
1 / (trials + outcomes), Laplace's rule of succession. Bits are −log₂ p and add up. `seen`, `trials` and `basis` of a
part are those of the most particular record that has any trial; the probability rests on all of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from overtone.expectation.history import EVERYBODY, WEEK, History, Level, Past, counted
from overtone.model import ACTS, Alternative, Event, Surprise, SurprisePart

ALPHA = 4.0
"""Weight of the wider record, in acts: four acts of one's own weigh as much as everybody else's whole record."""

KNOWN = 5
"""Acts on record from which an actor's own rhythm is trusted; below, its party's stands for it."""

ALTERNATIVES = 3


def surprise(event: Event, history: History, day: date, departures: int = 0) -> Surprise:
    """The surprise of an event that happened on `day`, against the record of before that day.

    `departures` is the number of respects in which the text says that it departs from its actor's ways. Pure; costs one pass over the
    record.
    """
    levels = history.levels(event.source, day)
    chain = (levels.everybody, levels.kind, levels.party, levels.own)
    target_party = history.party(event.target or "", day)
    towards = tuple(
        Level(level.basis, tuple(past for past in level.acts if past.target_party == target_party)) for level in chain
    )
    parties = {past.target_party for past in levels.everybody.acts} | {target_party}
    parts = (
        _when(chain, history, day),
        _part("whom", "target_party", target_party, chain, len(parties) + 1),
        _part("what", "act", event.act, (*chain, *towards[2:]), len(ACTS)),
        _how(event, towards if any(level.acts for level in towards[2:]) else chain, departures),
    )
    basis = next((level.basis for level in reversed(chain) if level.acts), EVERYBODY)
    return Surprise(sum(part.bits for part in parts), parts, _alternatives(chain, event, target_party, history, day), basis)


def _backed_off(levels: Sequence[Level], seen: Callable[[Level], float], outcomes: float) -> float:
    """The probability of an outcome, from the widest record to the most particular."""
    probability = 1 / outcomes
    for level in levels:
        probability = (seen(level) + ALPHA * probability) / (len(level.acts) + ALPHA)
    return max(probability, 1 / (max(len(level.acts) for level in levels) + outcomes))


def _made(what: str, probability: float, seen: float, trials: float, basis: str) -> SurprisePart:
    return SurprisePart(what, -math.log2(probability), probability, seen, trials, basis)


def _part(what: str, field: str, value: str, levels: Sequence[Level], outcomes: int) -> SurprisePart:
    """One factor: how often `field` had this value in the records."""
    counts = {id(level): counted(level.acts, field) for level in levels}

    def seen(level: Level) -> float:
        return counts[id(level)][value]

    rests = next((level for level in reversed(levels) if level.acts), levels[0])
    return _made(what, _backed_off(levels, seen, outcomes), seen(rests), len(rests.acts), rests.basis)


def _when(chain: Sequence[Level], history: History, day: date) -> SurprisePart:
    """Does the actor act in a week such as this at all? Trials are the weeks since its record begins."""
    probability, seen, trials, basis = 0.5, 0.0, 0.0, EVERYBODY
    members = {EVERYBODY: max(1, len({past.source for past in chain[0].acts}))}
    for level in chain:
        if not level.acts or (level is chain[-1] and len(level.acts) < KNOWN):
            continue
        weeks = max(1, (day - level.acts[0].day).days // WEEK)
        busy = len({((day - past.day).days - 1) // WEEK for past in level.acts})
        share = busy / members.get(level.basis, 1)  # a week of everybody's is shared by all who are on record
        probability = (share + ALPHA * probability) / (weeks + ALPHA)
        seen, trials, basis = (busy, weeks, level.basis)
    return _made("when", probability, seen, trials, basis)


def _how(event: Event, levels: Sequence[Level], departures: int) -> SurprisePart:
    """The manner: the mode among acts of this kind; where the text names departures, one act unlike all before it."""
    kind = tuple(Level(level.basis, tuple(past for past in level.acts if past.act == event.act)) for level in levels)
    rests = next((level for level in reversed(kind) if level.acts), kind[0])
    if departures:
        trials = len(rests.acts)
        return _made("how", 1 / (trials + 2), 0, trials, rests.basis)
    if event.mode is None:
        return _made("how", 1.0, len(rests.acts), len(rests.acts), rests.basis)
    return _part("how", "mode", event.mode, kind, len(ACTS[event.act].modes) + 1)


def _alternatives(
    chain: Sequence[Level], event: Event, target_party: str, history: History, day: date
) -> tuple[Alternative, ...]:
    """What was to be expected of the actor instead: the likeliest acts and counterparts of its own record, or its party's."""
    record: Iterable[Past] = next((level.acts for level in reversed(chain) if level.acts), ())
    counts: dict[tuple[str, str], float] = {}
    total = 0
    for past in record:
        counts[(past.act, past.target_party)] = counts.get((past.act, past.target_party), 0) + 1
        total += 1
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    own = history.party(event.source, day)
    return tuple(
        Alternative(act, target or None, count / (total + ALPHA))
        for (act, target), count in ranked
        if (act, target) != (event.act, target_party) and target != own
    )[:ALTERNATIVES]
