"""The index counts what a plain look through the record counts."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from overtone.expectation import History
from overtone.model import Event

from .small import THEATRE, act

_EVENTS = st.lists(
    st.builds(
        act,
        st.sampled_from(["north", "ministry", "minister", "lumen", "~stranger"]),
        st.sampled_from(["SANCTION", "CONSULT"]),
        st.sampled_from(["south", "lumen", None]),
        st.integers(0, 40),
        mode=st.sampled_from([None, "tariff", "meet"]),
    ),
    max_size=25,
)


@given(_EVENTS, st.sampled_from(["north", "ministry", "lumen", "~nobody"]), st.integers(0, 45))
def test_counts_are_those_of_a_plain_look(events: list[Event], source: str, later: int) -> None:
    day = date(2031, 1, 1) + timedelta(days=later)
    history = History(events, THEATRE)
    level = history.levels(source, day).own
    own = [event for event in events if event.source == source and event.when is not None and event.when[0] < day]
    assert level.count() == len(own)
    assert level.count("SANCTION") == sum(event.act == "SANCTION" for event in own)
    assert level.count("SANCTION", target="south") == sum((event.act, event.target) == ("SANCTION", "south") for event in own)
    assert level.count("SANCTION", mode="tariff") == sum((event.act, event.mode) == ("SANCTION", "tariff") for event in own)
    assert level._replace(towards="south").count() == sum(event.target == "south" for event in own)
    weeks = {event.when[0].toordinal() // 7 for event in own if event.when is not None}
    assert level.record.busy_weeks(level.before) == len(weeks)


@given(_EVENTS, st.integers(0, 45))
def test_the_commonest_acts_come_in_order(events: list[Event], later: int) -> None:
    day = date(2031, 1, 1) + timedelta(days=later)
    history = History(events, THEATRE)
    level = history.levels("north", day).everybody
    found = list(level.record.commonest(level.before))
    before = [event for event in events if event.when is not None and event.when[0] < day]
    counts: dict[tuple[str, str], int] = {}
    for event in before:
        key = (event.act, history.party(event.target or "", day))
        counts[key] = counts.get(key, 0) + 1
    assert found == sorted(((count, *key) for key, count in counts.items()), key=lambda each: (-each[0], each[1:]))


def test_a_party_s_record_holds_its_ministry_s_acts_and_only_of_before() -> None:
    history = History([act("ministry", "SANCTION", "south", 3), act("minister", "CONSULT", "lumen", 9)], THEATRE)
    levels = history.levels("north", date(2031, 1, 10))
    assert (levels.own.count(), levels.party.count(), levels.everybody.count()) == (0, 1, 1)


def test_plans_denials_and_undated_acts_are_no_record() -> None:
    plan = act("north", "SANCTION", "south", 3, status="considered")
    undated = Event(id="x", source="north", act="SANCTION", target="south")
    assert History([plan, undated], THEATRE).acts == ()
