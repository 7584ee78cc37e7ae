"""How surprising was it? An act's probability as when × whom × what × how, each counted from the record.

Each factor is a count with back-off (a Dirichlet prior at the next level; MacKay and Peto 1995, https://doi.org/10.1017/S1351324900000218):

    p₀(x) = 1 / outcomes        p(x) = (seen + α p_wider(x)) / (trials + α)

from everybody's record to that of the actor's kind, its party and its own. The narrower records lie inside the wider ones, so that what
nobody ever did would be counted as absent at every level; a probability is therefore never put below what the widest record can tell,
1 / (trials + outcomes), Laplace's rule of succession. (With that floor the probabilities of all outcomes may add up to a little more than one.)
A record with just the acts of the next narrower one says nothing of its own and is left out. Bits are −log₂ p and add up.
`seen`, `trials` and `basis` of a part are those of the most particular record that has any trial; the probability rests on all of them,
and `derive` shows each step.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from overtone.expectation.history import EVERYBODY, WEEK, History, Level, Whose
from overtone.model import ACTS, Alternative, Event, Surprise, SurprisePart, Theatre

ALPHA = 4.0
"""Weight of the wider record, in acts: four acts of one's own weigh as much as everybody else's whole record."""

KNOWN = 5
"""Acts on record from which an actor's own rhythm is trusted; below, its party's stands for it."""

ALTERNATIVES = 3


class Step(NamedTuple):
    """One level of the back-off: probability = (seen + α × prior) / (trials + α). `towards`: only acts towards the same party."""

    whose: Whose
    basis: str
    seen: float
    trials: float
    prior: float
    probability: float
    towards: bool = False


class Derivation(NamedTuple):
    """How a part's probability came about. `start` is that of no record at all, `floor` the least that the record allows."""

    part: SurprisePart
    start: float
    steps: tuple[Step, ...]
    floor: float


def surprise(
    event: Event, history: History | Iterable[Event], theatre: Theatre, *, day: date | None = None, departures: int = 0
) -> Surprise:
    """The surprise of an event against what was done before its day.

    The day is the first of `event.when`, else `day`, else the event counts as later than all that is on record. `departures` is the number of
    respects in which the text says that it departs from its actor's ways. Pure. A `History` made once serves any number of events; acts
    given as they are get indexed here. The bits of the parts add up to those of the whole.
    """
    known = history if isinstance(history, History) else History(history, theatre)
    when = _day(event, known, day)
    parts = tuple(each.part for each in derive(event, known, day=day, departures=departures))
    chain = known.levels(event.source, when)
    basis = next((level.basis for level in reversed(chain) if level.count()), EVERYBODY)
    target_party = known.party(event.target or "", when)
    alternatives = _alternatives(chain, event, target_party, known.party(event.source, when))
    return Surprise(sum(part.bits for part in parts), parts, alternatives, basis)


def derive(event: Event, history: History, *, day: date | None = None, departures: int = 0) -> tuple[Derivation, ...]:
    """The parts of the surprise with every step that led to them: when, whom, what, how."""
    when = _day(event, history, day)
    chain = _distinct(history.levels(event.source, when))
    target = history.party(event.target or "", when)
    parties = chain[0].record.targets(chain[0].before, target)
    towards = tuple(level._replace(towards=target) for level in chain)
    close = tuple(level for level in towards if level.whose in ("party", "own"))
    manner = towards if any(level.count() for level in close) else chain
    return (
        _when(chain, when),
        _counted("whom", chain, parties + 1, lambda level: level.count(target=target)),
        _counted("what", (*chain, *close), len(ACTS), lambda level: level.count(event.act)),
        _how(event, manner, departures),
    )


def _day(event: Event, history: History, day: date | None) -> date:
    if event.when is not None:
        return event.when[0]
    if day is not None:
        return day
    return date.fromordinal(history.acts[-1].day + 1) if history.acts else date.min


def _distinct(levels: Iterable[Level]) -> tuple[Level, ...]:
    """The levels from the widest on, without those that hold just the acts of the next narrower one."""
    chain = list(levels)
    # The narrower record lies inside the wider: as many acts are the same acts.
    return (*(wide for wide, narrow in pairwise(chain) if wide.count() != narrow.count() or not wide.count()), chain[-1])


def _made(what: str, start: float, steps: Sequence[Step], floor: float, rests: tuple[float, float, str]) -> Derivation:
    probability = min(1.0, max(floor, steps[-1].probability if steps else start))
    seen, trials, basis = rests
    return Derivation(
        SurprisePart(what, -math.log2(probability) + 0.0, probability, seen, trials, basis), start, tuple(steps), floor
    )


def _step(level: Level, seen: float, trials: float, prior: float) -> Step:
    probability = (seen + ALPHA * prior) / (trials + ALPHA)
    return Step(level.whose, level.basis, seen, trials, prior, probability, level.towards is not None)


def _counted(
    what: str, levels: Sequence[Level], outcomes: int, seen: Callable[[Level], int], trials: Callable[[Level], int] = Level.count
) -> Derivation:
    """One factor: in how many of its acts each record had this outcome."""
    start = prior = 1 / outcomes
    steps: list[Step] = []
    for level in levels:
        if of := trials(level):
            steps.append(_step(level, seen(level), of, prior))
            prior = steps[-1].probability
    rests = (steps[-1].seen, steps[-1].trials, steps[-1].basis) if steps else (0.0, 0.0, EVERYBODY)
    floor = 1 / (max((step.trials for step in steps), default=0) + outcomes)
    return _made(what, start, steps, floor, rests)


def _when(levels: Sequence[Level], day: date) -> Derivation:
    """Does the actor act in a week such as this at all? Trials are the weeks since its record begins.

    A busy week of everybody's, or of a whole kind of actors', is shared among those who are on record.
    """
    start = prior = 0.5
    steps: list[Step] = []
    rests = (0.0, 0.0, EVERYBODY)
    for level in levels:
        begins = level.record.begins()
        if begins is None or begins >= level.before:
            continue
        if level.whose == "own" and level.count() < KNOWN and any(step.whose == "party" for step in steps):
            continue
        weeks = (day.toordinal() - 1) // WEEK - begins // WEEK + 1
        busy = level.record.busy_weeks(level.before)
        share = busy / level.record.sources(level.before) if level.whose in ("everybody", "kind") else busy
        steps.append(_step(level, share, weeks, prior))
        prior, rests = steps[-1].probability, (busy, weeks, level.basis)
    return _made("when", start, steps, 0.0, rests)


def _how(event: Event, levels: Sequence[Level], departures: int) -> Derivation:
    """The manner: the mode among acts of this kind; where the text names departures, one act unlike all before it."""

    def trials(level: Level) -> int:
        return level.count(event.act)

    rests = next((level for level in reversed(levels) if trials(level)), levels[0])
    of = trials(rests)
    if departures:
        # Laplace's rule of succession: of so many acts and this one, none before was like it.
        return _made("how", 1 / (of + 2), (), 0.0, (0, of, rests.basis))
    if event.mode is None:
        return _made("how", 1.0, (), 0.0, (of, of, rests.basis))
    outcomes = len(ACTS[event.act].modes) + 1
    return _counted("how", levels, outcomes, lambda level: level.count(event.act, mode=event.mode), trials)


def _alternatives(chain: Sequence[Level], event: Event, target_party: str, own: str) -> tuple[Alternative, ...]:
    """What was to be expected of the actor instead: the likeliest acts and counterparts of its own record, or its party's."""
    level = next((level for level in reversed(chain) if level.count()), None)
    found: list[Alternative] = []
    if level is not None:
        total = level.count() + ALPHA
        for count, act, target in level.record.commonest(level.before):
            if (act, target) != (event.act, target_party) and target != own:
                found.append(Alternative(act, target or None, count / total))
            if len(found) == ALTERNATIVES:
                break
    return tuple(found)
