"""What `theatre show` counts."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from overtone.model import Event
from overtone.theatre import Gap, load, summarise
from overtone.theatre.summary import gaps

from .conftest import Write


def _acts(*spans: tuple[date, date]) -> list[Event]:
    return [Event(id=str(n), source="a", act="DEVELOP", when=span) for n, span in enumerate(spans)]


def test_gaps_lie_between_the_acts_and_the_longest_comes_first() -> None:
    acts = _acts(
        (date(2024, 1, 22), date(2024, 1, 31)),
        (date(2024, 1, 25), date(2024, 1, 26)),  # inside the first: ends no gap and begins none
        (date(2024, 2, 3), date(2024, 2, 3)),
        (date(2024, 2, 4), date(2024, 2, 4)),
        (date(2024, 3, 1), date(2024, 3, 1)),
    )
    assert gaps(acts) == (
        Gap(date(2024, 2, 5), date(2024, 2, 29), 25),
        Gap(date(2024, 2, 1), date(2024, 2, 2), 2),
    )


def test_an_act_of_which_the_month_is_hardly_known_fills_no_gap() -> None:
    known = _acts((date(2024, 1, 1), date(2024, 1, 1)), (date(2024, 3, 1), date(2024, 3, 1)))
    loose = _acts((date(2024, 1, 10), date(2024, 2, 20)))
    assert gaps([*known, *loose]) == gaps(known) == (Gap(date(2024, 1, 2), date(2024, 2, 29), 59),)


_SPANS = st.tuples(st.dates(date(2024, 1, 1), date(2024, 4, 1)), st.integers(0, 9)).map(lambda s: (s[0], s[0] + timedelta(s[1])))


@given(st.lists(_SPANS, max_size=8))
def test_every_day_of_the_span_has_an_act_or_lies_in_one_gap(spans: list[tuple[date, date]]) -> None:
    acts = {first + timedelta(n) for first, last in spans for n in range((last - first).days + 1)}
    empty = [gap.first + timedelta(n) for gap in gaps(_acts(*spans)) for n in range(gap.days)]
    span = {min(acts) + timedelta(n) for n in range((max(acts) - min(acts)).days + 1)} if acts else set()
    assert len(empty) == len(set(empty))
    assert set(empty) == span - acts


def test_sources_documents_and_disputes_are_counted(write: Write) -> None:
    act = "- {{id: a{0}, source: north, act: DEVELOP, day: 2024-05-0{0}, citations: [{{publisher: Gazette{1}}}]{2}}}\n"
    rows = (
        act.format(1, ", title: Order 1", ", disputed: true, confidence: high")
        + act.format(2, ', url: "https://example.org"', "")
        + act.format(3, "", "")
    )
    summary = summarise(load(write(chronicle=rows)))
    assert (summary.sourced, summary.documented, summary.disputed) == (3, 2, 1)
    assert summary.confidence == {"high": 1, "": 2}
    assert summary.sources == {"Gazette": 3}
    assert summary.span == (date(2024, 5, 1), date(2024, 5, 3))
    assert summary.gaps == ()


def test_an_empty_theatre_has_neither_span_nor_gaps(write: Write) -> None:
    summary = summarise(load(write()))
    assert (summary.span, summary.gaps, summary.sourced) == (None, (), 0)
