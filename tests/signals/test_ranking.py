"""Signals are ranked by a sum of named terms that anybody can work out again."""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.small import ADA, MINISTRY, NORTH, SOUTH, coded, day, document, mention
from expectation.small import THEATRE, act
from overtone.chronicle import merge
from overtone.expectation import History
from overtone.model import CodedDocument, Departure, Event, Signal
from overtone.signals import rank, score, terms, weights

AS_OF = date(2031, 6, 30)
RECORD = [act("north", "CONSULT", "south", 7 * week, mode="meet") for week in range(20)]


def _ranked(*events: Event, coded: list[CodedDocument] | None = None) -> list[Signal]:
    return rank(events, RECORD, coded or [], THEATRE, AS_OF)


def _term(signal: Signal, name: str) -> float:
    return next(term.times for term in terms(signal) if term.name == name)


def test_the_unusual_leads_the_usual() -> None:
    usual = act("north", "CONSULT", "south", 150, mode="meet")
    ban = act("north", "SANCTION", "lumen", 150, mode="export-control")
    assert [signal.event for signal in _ranked(usual, ban)] == [ban, usual]


@pytest.mark.parametrize(
    ("more", "signal"),
    [
        ({"status": "historical"}, False),
        ({"when": (date(2031, 7, 1), date(2031, 7, 2))}, False),
        ({"when": (date(2031, 7, 1), date(2031, 7, 2)), "status": "future"}, True),
        ({"status": "denied"}, True),
        ({"when": None}, True),
    ],
)
def test_background_and_what_is_done_later_are_no_signals(more: dict[str, object], signal: bool) -> None:
    event = msgspec.structs.replace(act("north", "SANCTION", "lumen", 150), **more)
    assert bool(_ranked(event)) is signal


def test_each_term_of_the_sum_has_a_weight_and_a_reason_in_both_languages() -> None:
    (signal,) = _ranked(act("north", "SANCTION", "lumen", 150))
    assert {term.name for term in terms(signal)} == set(weights())
    assert all(weight.reason["en"] and weight.reason["zh"] for weight in weights().values())
    assert score(signal) == pytest.approx(sum(term.times * weights()[term.name].value for term in terms(signal)))


def test_what_counts_in_the_sum() -> None:
    promise = act("north", "AGREE", "lumen", 140)
    event = act("north", "SANCTION", "lumen", 150, publishers=("A", "B", "C"), disputed=True, status="future")
    (signal,) = [each for each in _ranked(promise, event) if each.event == event]
    assert signal.contradicts == (promise.id,)
    assert signal.corroboration == 3
    counted = {name: _term(signal, name) for name in ("contradiction", "publisher", "doubt", "stranger", "intensity")}
    assert counted == {"contradiction": 1, "publisher": 2, "doubt": 2, "stranger": 0, "intensity": 6}


def test_ten_passages_about_one_suit_are_one_departure() -> None:
    visit = mention("a", ADA, "CONSULT", SOUTH, mode="visit", when=day(17))
    suits = [Departure(document="a", dimension="dress", text="a suit", evidence=(at, at + 5)) for at in range(10)]
    found = [CodedDocument(id="a", language="en", events=(visit,), departures=tuple(suits))]
    (signal,) = _ranked(*merge(found, [document("a")]), coded=found)
    assert len(signal.departures) == 10
    assert _term(signal, "departure") == 1
    assert signal.surprise.parts[3].what == "how"
    assert signal.surprise.parts[3].seen == 0


def test_nobody_s_first_act_counts_half() -> None:
    stranger, known = _ranked(act("~stranger", "DEVELOP", None, 150), act("north", "DEVELOP", None, 150))
    if stranger.event.source != "~stranger":
        stranger, known = known, stranger
    assert _term(stranger, "stranger") == pytest.approx(stranger.surprise.bits)
    assert _term(known, "stranger") == 0


def test_a_history_made_once_gives_the_same_as_its_acts() -> None:
    event = act("north", "SANCTION", "lumen", 150)
    assert rank([event], History(RECORD, THEATRE), [], THEATRE, AS_OF) == _ranked(event)


def test_doubt_of_reading_counts_that_of_the_surest_passage() -> None:
    events = merge(
        coded(
            mention("a", MINISTRY, "SANCTION", SOUTH, when=day(17), confidence=0.5),
            mention("b", MINISTRY, "SANCTION", SOUTH, when=day(17), confidence=0.75),
        ),
        [document("a"), document("b")],
    )
    (signal,) = _ranked(*events)
    assert _term(signal, "reading") == pytest.approx(0.25)


_EVENTS = st.lists(
    st.builds(
        act,
        st.sampled_from(["north", "ministry", "south", "~x"]),
        st.sampled_from(["SANCTION", "CONCEDE", "AGREE", "CONSULT"]),
        st.sampled_from(["south", "lumen"]),
        st.integers(0, 200),
        theme=st.sampled_from([(), ("Prism",)]),
        status=st.sampled_from(["actual", "future", "denied", "historical"]),
    ),
    max_size=12,
    unique_by=lambda event: event.id,
)


@given(_EVENTS, st.integers())
def test_the_order_of_the_events_does_not_matter(events: list[Event], seed: int) -> None:
    found = rank(events, [*RECORD, *events], [], THEATRE, AS_OF)
    mixed = Random(seed).sample(events, len(events))
    assert rank(mixed, [*RECORD, *mixed], [], THEATRE, AS_OF) == found
    scores = [score(signal) for signal in found]
    assert scores == sorted(scores, reverse=True)


def test_the_agency_s_act_stands_against_its_party_s_record() -> None:
    (signal,) = _ranked(act("ministry", "SANCTION", "lumen", 150))
    assert signal.surprise.basis == NORTH.key
