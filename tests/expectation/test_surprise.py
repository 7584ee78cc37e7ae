"""Bits of surprise: what is done often says little, what was never done says much, and every number can be worked out again."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overtone.expectation import ALPHA, EVERYBODY, History, derive, surprise
from overtone.model import ACTS, Event, Surprise

from .small import THEATRE, act

# Every week Northland talks to Lumen and twice a month puts a tariff on Southland.
HABIT = [
    *(act("north", "CONSULT", "lumen", 7 * week, mode="meet") for week in range(20)),
    *(act("north", "SANCTION", "south", 14 * week + 1, mode="tariff") for week in range(10)),
    *(act("south", "ACCUSE", "north", 30 * month, mode="disapprove") for month in range(4)),
]


def _bits(found: Surprise) -> dict[str, float]:
    return {part.what: part.bits for part in found.parts}


def test_what_is_usual_surprises_less_than_what_never_was() -> None:
    usual = surprise(act("north", "CONSULT", "lumen", 150, mode="meet"), HABIT, THEATRE)
    new = surprise(act("north", "COERCE", "lumen", 150, mode="arrest"), HABIT, THEATRE)
    assert _bits(usual)["what"] < 1 < 4 < _bits(new)["what"]
    assert _bits(usual)["whom"] == pytest.approx(_bits(new)["whom"])
    assert usual.basis == "north"


def test_a_part_says_how_often_and_whose_record() -> None:
    found = surprise(act("north", "SANCTION", "south", 150, mode="tariff"), HABIT, THEATRE)
    whom, what = found.parts[1], found.parts[2]
    assert (whom.seen, whom.trials, whom.basis) == (10, 30, "north")
    assert (what.seen, what.trials, what.basis) == (10, 10, "north"), "of the acts towards Southland"


def test_the_ministry_is_judged_by_its_party_until_it_has_a_record() -> None:
    found = surprise(act("ministry", "SANCTION", "south", 150, mode="tariff"), HABIT, THEATRE)
    assert found.basis == "north"
    assert {part.basis for part in found.parts} == {"north"}


def test_one_s_own_rhythm_counts_from_five_acts_on() -> None:
    weekly = [act("ministry", "CONSULT", "lumen", 7 * week, mode="meet") for week in range(21)]
    few = surprise(act("ministry", "CONSULT", "lumen", 150), [*HABIT, *weekly[-4:]], THEATRE).parts[0]
    many = surprise(act("ministry", "CONSULT", "lumen", 150), [*HABIT, *weekly[-5:]], THEATRE).parts[0]
    assert (few.basis, many.basis) == ("north", "ministry")


def test_without_any_record_only_the_prior_speaks() -> None:
    event = act("lumen", "DEVELOP", None, 150)
    found = surprise(event, [], THEATRE)
    assert found.basis == EVERYBODY
    assert all((part.seen, part.trials, part.basis) == (0, 0, EVERYBODY) for part in found.parts)
    assert _bits(found)["what"] == pytest.approx(math.log2(len(ACTS)))
    assert found.alternatives == ()


def test_only_the_record_of_before_the_day_counts() -> None:
    event = act("north", "COERCE", "lumen", 100, mode="arrest")
    later = [act("north", "COERCE", "lumen", day, mode="arrest") for day in range(100, 130)]
    assert surprise(event, [*HABIT, *later], THEATRE) == surprise(event, HABIT, THEATRE)


def test_an_event_without_a_day_takes_the_one_given_or_comes_last() -> None:
    event = Event(id="e", source="north", act="CONSULT", target="lumen", mode="meet")
    given_day = surprise(event, HABIT, THEATRE, day=date(2031, 1, 15))
    assert given_day.parts[1].trials == 3
    assert surprise(event, HABIT, THEATRE).parts[1].trials == 30


def test_stated_departures_make_the_manner_surprising() -> None:
    event = act("north", "CONSULT", "lumen", 150, mode="meet")
    plain, departing = surprise(event, HABIT, THEATRE), surprise(event, HABIT, THEATRE, departures=2)
    how = departing.parts[3]
    assert (how.what, how.seen, how.trials) == ("how", 0, 20)
    assert how.bits == pytest.approx(math.log2(22))
    assert plain.parts[:3] == departing.parts[:3]


def test_what_was_expected_instead_is_what_its_record_has_most() -> None:
    found = surprise(act("north", "COERCE", "lumen", 150), HABIT, THEATRE)
    assert [(each.act, each.target) for each in found.alternatives] == [("CONSULT", "lumen"), ("SANCTION", "south")]
    assert found.alternatives[0].probability == pytest.approx(20 / (30 + ALPHA))


_ACTS = st.sampled_from(sorted(ACTS))
_ENDS = st.sampled_from(["north", "ministry", "minister", "south", "lumen", "~stranger"])
_EVENTS = st.builds(act, _ENDS, _ACTS, st.one_of(st.none(), _ENDS), st.integers(0, 300), mode=st.sampled_from([None, "meet"]))


@given(_EVENTS, st.lists(_EVENTS, max_size=40), st.integers(0, 3))
def test_bits_add_up_and_every_probability_is_one(event: Event, record: list[Event], departures: int) -> None:
    found = surprise(event, record, THEATRE, departures=departures)
    assert [part.what for part in found.parts] == ["when", "whom", "what", "how"]
    assert found.bits == pytest.approx(sum(part.bits for part in found.parts))
    for part in found.parts:
        assert 0 < part.probability <= 1
        assert part.bits == pytest.approx(-math.log2(part.probability))
        assert 0 <= part.seen <= part.trials


@given(_EVENTS, st.lists(_EVENTS, max_size=40))
def test_every_step_can_be_worked_out_again(event: Event, record: list[Event]) -> None:
    for derivation in derive(event, History(record, THEATRE)):
        prior = derivation.start
        for step in derivation.steps:
            assert step.prior == prior
            assert step.probability == pytest.approx((step.seen + ALPHA * prior) / (step.trials + ALPHA))
            prior = step.probability
        if derivation.part.what != "how" or derivation.steps:
            assert derivation.part.probability == pytest.approx(max(prior, derivation.floor))


@given(st.lists(_EVENTS, max_size=30))
def test_the_order_of_the_record_does_not_matter(record: list[Event]) -> None:
    event = act("north", "SANCTION", "south", 200, mode="tariff")
    assert surprise(event, list(reversed(record)), THEATRE) == surprise(event, record, THEATRE)


@given(st.lists(_EVENTS, max_size=30), st.integers(0, 30))
def test_doing_it_once_more_before_never_makes_it_more_surprising_what_was_done(record: list[Event], day: int) -> None:
    event = act("north", "SANCTION", "south", 301, mode="tariff")
    once_more = [*record, act("north", "SANCTION", "south", day, mode="tariff")]
    before, after = _bits(surprise(event, record, THEATRE)), _bits(surprise(event, once_more, THEATRE))
    assert after["what"] <= before["what"] + 1e-9
