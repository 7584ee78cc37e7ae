"""Which passages tell one happening, who stands behind them, and when they disagree."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.chronicle import merge
from overtone.model import CodedDocument, Document, Event, EventMention

from .small import ADA, GAZETTE, LUMEN, MINISTER, MINISTRY, NORTH, SOUTH, coded, day, document, mention


def _merged(*mentions: EventMention, documents: list[Document] | None = None, recorded: tuple[Event, ...] = ()) -> list[Event]:
    documents = documents or [document(id) for id in dict.fromkeys(each.document for each in mentions)]
    return merge(coded(*mentions), documents, recorded)


def test_a_meeting_told_from_either_side_is_one() -> None:
    (event,) = _merged(
        mention("a", ADA, "CONSULT", MINISTER, mode="meet", when=day(17)),
        mention("b", MINISTER, "CONSULT", ADA, mode="meet", when=day(17)),
    )
    assert len(event.mentions) == 2


def test_who_visits_whom_is_told_apart() -> None:
    events = _merged(
        mention("a", NORTH, "CONSULT", SOUTH, mode="visit", when=day(17)),
        mention("b", SOUTH, "CONSULT", NORTH, mode="visit", when=day(17)),
    )
    assert {(event.source, event.target) for event in events} == {("north", "south"), ("south", "north")}


@pytest.mark.parametrize("general", [{"source": NORTH, "mode": "tariff"}, {"source": MINISTRY, "mode": None}, {"source": NORTH}])
def test_a_party_and_its_ministry_are_one_where_only_one_happening_fits(general: dict[str, Any]) -> None:
    source, mode = general["source"], general.get("mode")
    (event,) = _merged(
        mention("a", MINISTRY, "SANCTION", SOUTH, mode="tariff", when=day(17)),
        mention("b", source, "SANCTION", SOUTH, mode=mode, when=day(17)),
    )
    assert (event.source, event.mode) == ("ministry", "tariff")


def test_where_two_happenings_fit_the_general_one_stays_by_itself() -> None:
    events = _merged(
        mention("a", MINISTRY, "SANCTION", SOUTH, mode="tariff", when=day(17)),
        mention("b", MINISTER, "SANCTION", SOUTH, mode="tariff", when=day(17)),
        mention("c", NORTH, "SANCTION", SOUTH, mode="tariff", when=day(17)),
    )
    assert sorted(event.source for event in events) == ["minister", "ministry", "north"]


def test_other_modes_and_other_days_are_other_happenings() -> None:
    events = _merged(
        mention("a", NORTH, "SANCTION", SOUTH, mode="tariff", when=day(17)),
        mention("b", NORTH, "SANCTION", SOUTH, mode="blacklist", when=day(17)),
        mention("c", NORTH, "SANCTION", SOUTH, mode="tariff", when=day(19)),
    )
    assert len(events) == 3


def test_news_without_a_day_joins_the_nearest_happening_and_binds_no_two() -> None:
    first, second = _merged(
        mention("a", NORTH, "SANCTION", SOUTH, mode="tariff", when=day(12)),
        mention("b", NORTH, "SANCTION", SOUTH, mode="tariff", when=day(17)),
        mention("c", NORTH, "SANCTION", SOUTH, mode="tariff"),
        documents=[document("a"), document("b"), document("c", published=18)],
    )
    assert (first.when, len(first.mentions)) == (day(12), 1)
    assert (second.when, len(second.mentions)) == (day(17), 2)


def test_news_of_another_month_is_another_happening() -> None:
    events = _merged(
        mention("a", NORTH, "ACCUSE", SOUTH),
        mention("b", NORTH, "ACCUSE", SOUTH),
        documents=[document("a", published=1), document("b", published=28)],
    )
    assert len(events) == 2


def test_a_plan_that_came_true_is_one_happening() -> None:
    (event,) = _merged(
        mention("a", NORTH, "SANCTION", SOUTH, status="considered"),
        mention("b", NORTH, "SANCTION", SOUTH, status="actual", when=day(17)),
        documents=[document("a", published=12), document("b", published=18)],
    )
    assert event.status == "actual"


def test_a_plan_told_after_the_deed_is_of_another() -> None:
    events = _merged(
        mention("a", NORTH, "SANCTION", SOUTH, status="actual", when=day(12)),
        mention("b", NORTH, "SANCTION", SOUTH, status="considered"),
        documents=[document("a", published=12), document("b", published=18)],
    )
    assert sorted(event.status for event in events) == ["actual", "considered"]


def test_reprints_count_as_their_original_and_a_medium_named_as_the_source_of_its_report() -> None:
    told = [mention(id, ADA, "CONSULT", MINISTER, mode="meet", when=day(17)) for id in ("a", "copy")]
    named = mention("b", ADA, "CONSULT", MINISTER, mode="meet", when=day(17), reporter=GAZETTE)
    documents = [document("a"), document("copy", publisher="Relay", copy_of="a"), document("b", publisher="Review")]
    (event,) = _merged(*told, named, documents=documents)
    assert event.publishers == ("Courier", "Harbour Gazette")


def test_a_publisher_is_one_voice_in_both_languages() -> None:
    own = mention("a", ADA, "CONSULT", MINISTER, when=day(17))
    named = mention("b", ADA, "CONSULT", MINISTER, when=day(17), reporter=GAZETTE)
    (event,) = _merged(own, named, documents=[document("a", publisher="海港公报"), document("b")])
    assert event.publishers == ("Harbour Gazette",)


def test_told_by_one_and_denied_by_another_is_disputed() -> None:
    (event,) = _merged(
        mention("a", ADA, "CONSULT", MINISTER, mode="meet", when=day(17)),
        mention("b", ADA, "CONSULT", MINISTER, mode="meet", status="denied", when=day(19)),
    )
    assert (event.disputed, event.status, event.when) == (True, "actual", day(17))


def test_a_denial_of_before_the_deed_is_a_word_that_did_not_hold() -> None:
    """Who on the 9th denies what is first told as done on the 17th did not speak of that deed."""
    events = _merged(
        mention("a", NORTH, "SANCTION", SOUTH, mode="tariff", status="denied"),
        mention("b", NORTH, "SANCTION", SOUTH, mode="tariff"),
        documents=[document("a", published=9), document("b", published=17)],
    )
    assert sorted((event.status, event.disputed) for event in events) == [("actual", False), ("denied", False)]


def test_only_denied_is_not_disputed() -> None:
    (event,) = _merged(mention("a", ADA, "CONSULT", MINISTER, status="denied"))
    assert (event.disputed, event.status) == (False, "denied")


def test_a_recorded_act_gives_its_name_to_the_news_of_it() -> None:
    recorded = Event(id="2031-tariff", source="north", act="SANCTION", target="south", mode="tariff", when=day(17))
    other = msgspec.structs.replace(recorded, id="2031-list", mode="blacklist")
    (event,) = _merged(mention("a", MINISTRY, "SANCTION", SOUTH, mode="tariff", when=day(17)), recorded=(other, recorded))
    assert (event.id, event.source, event.publishers) == ("2031-tariff", "ministry", ("Courier",))


def test_two_happenings_never_share_an_id() -> None:
    vague = (day(12)[0], day(20, month=9)[0])
    events = _merged(
        mention("a", NORTH, "SANCTION", SOUTH, mode="tariff", when=day(12)),
        mention("b", NORTH, "SANCTION", SOUTH, mode="tariff", when=(day(12)[0], day(12)[1])),
        mention("c", NORTH, "SANCTION", SOUTH, mode="tariff", status="considered", when=vague),
        documents=[document("a"), document("b"), document("c")],
    )
    assert len({event.id for event in events}) == len(events)


_ACTORS = st.sampled_from([NORTH, MINISTRY, MINISTER, SOUTH, LUMEN, ADA])
_MENTIONS = st.builds(
    mention,
    id=st.sampled_from("abcdefgh"),
    source=_ACTORS,
    act=st.sampled_from(["CONSULT", "SANCTION"]),
    target=st.one_of(st.none(), _ACTORS),
    at=st.integers(0, 3),
    mode=st.sampled_from([None, "meet", "visit", "tariff"]),
    status=st.sampled_from(["actual", "future", "considered", "denied", "historical"]),
    when=st.one_of(st.none(), st.builds(lambda a, n: (day(a)[0], day(min(31, a + n))[0]), st.integers(1, 28), st.integers(0, 2)),
                   st.just((day(1)[0], day(28, month=11)[0]))),
    reporter=st.sampled_from([None, GAZETTE]),
    confidence=st.sampled_from([0.5, 0.9]),
)  # fmt: skip
_DOCUMENTS = [document(id, 3 * n + 1, f"P{n % 3}", "a" if id == "h" else None) for n, id in enumerate("abcdefg")]
_UNDATED = msgspec.structs.replace(document("h"), published=None)


def _shuffled(documents: list[CodedDocument], order: Random) -> list[CodedDocument]:
    mixed = [msgspec.structs.replace(each, events=tuple(order.sample(each.events, len(each.events)))) for each in documents]
    order.shuffle(mixed)
    return mixed


@settings(max_examples=200, deadline=None)
@given(st.lists(_MENTIONS, max_size=14), st.integers())
def test_the_order_of_documents_and_passages_does_not_matter(mentions: list[EventMention], seed: int) -> None:
    documents, order = [*_DOCUMENTS, _UNDATED], Random(seed)
    events = merge(coded(*mentions), documents)
    assert merge(_shuffled(coded(*mentions), order), order.sample(documents, len(documents))) == events


@settings(max_examples=200, deadline=None)
@given(st.lists(_MENTIONS, max_size=14))
def test_every_passage_is_in_one_happening_of_its_own_act_and_parties(mentions: list[EventMention]) -> None:
    events = merge(coded(*mentions), [*_DOCUMENTS, _UNDATED])
    told = [mention for event in events for mention in event.mentions]
    assert sorted(map(repr, told)) == sorted(map(repr, mentions))
    assert len({event.id for event in events}) == len(events)
    for event in events:
        assert {mention.act for mention in event.mentions} == {event.act}
        assert {mention.mode for mention in event.mentions} <= {event.mode, None}
        assert not event.disputed or "denied" in {mention.status for mention in event.mentions}
