"""What stands where in a brief: ranks, background, contradictions, departures, figures, the chart, and empty input."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from overtone.brief import FORMATS, Inputs, Language, assemble, render
from overtone.brief.charts import draw_bar, draw_timeline
from overtone.brief.structure import Mark, Timeline
from overtone.brief.words import load_words

from . import case


def changed(**values: Any) -> Inputs:
    return msgspec.structs.replace(case.inputs(), **values)


def test_events_stand_in_the_order_of_time_and_background_apart() -> None:
    brief = assemble(case.inputs())
    days = [entry.when[0] for entry in brief.events if entry.when is not None]
    assert days == sorted(days)
    assert [entry.event for entry in brief.background] == ["shelved"]
    assert brief.events[-1].when is None, "what has no day comes last"


def test_the_bottom_line_says_what_why_and_what_is_disputed() -> None:
    text = " ".join(line.text for line in assemble(case.inputs()).bottom)
    assert text.startswith("17 May 2031: Ada Vale visited Borealis.")
    assert "the record of Ada Vale" in text
    assert "host and dress" in text
    assert "Disputed: Ada Vale met Ilya Brandt." in text


def test_a_reprint_is_named_and_not_counted() -> None:
    brief = assemble(case.inputs())
    facts = {fact.term: fact.text for fact in brief.read}
    assert facts["Documents"] == "4 documents; 1 reprint left out of the count"
    visit = next(entry for entry in brief.events if entry.event == "visit")
    assert {quote.document for quote in brief.quotes if quote.id in visit.quotes} == {"doc-visit", "doc-column"}
    copy = next(document for document in brief.documents if document.document == "doc-copy")
    assert (copy.copy_of, copy.text) == ("doc1", "")


def test_both_voices_of_a_dispute_are_shown() -> None:
    dispute = next(each for each in assemble(case.inputs()).contradictions if each.kind == "disputed")
    assert [side.text for side in dispute.sides] == [
        "Harbour Gazette says: Ada Vale met Ilya Brandt",
        "Lumen Devices says: Ada Vale did not meet Ilya Brandt",
    ]


def test_a_reversal_is_told_in_the_order_of_time() -> None:
    reversal = next(each for each in assemble(case.inputs()).contradictions if each.kind == "reversed")
    assert [side.text for side in reversal.sides] == [
        "The Arcadian Republic suspended a measure against Borealis",
        "The Bureau of Trade Security imposed export controls on Borealis, concerning Prism",
    ]


def test_a_departure_stands_under_one_signal_and_has_its_baseline() -> None:
    brief = assemble(case.inputs())
    quotes = {quote.id: quote.text for quote in brief.quotes}
    first, _, third = brief.signals
    assert [(each.label, quotes[each.quote], quotes[each.baseline or ""]) for each in first.departures] == [
        ("host", "she was received by a deputy premier", "her earlier trips, when she saw only staff and customers"),
        ("dress", "She wore a dark suit", "her usual flight jacket"),
    ]
    assert (third.departures, third.departures_under) == ((), "s1")
    assert [each.dimension for each in brief.departures] == ["invitation"], "no signal carries it"


def test_differing_values_stand_together_and_are_flagged() -> None:
    groups = {group.what: group for group in assemble(case.inputs()).figures}
    share = groups["share of revenue from Borealis"]
    assert [value.value.text for value in share.values] == ["20%", "13%", "15%"]
    assert share.conflict
    assert not groups["damage"].conflict


def test_without_an_own_record_nothing_is_said_to_have_been_expected() -> None:
    signal = case.SIGNALS[0]
    surprise = msgspec.structs.replace(signal.surprise, basis="everybody")
    brief = assemble(changed(signals=[msgspec.structs.replace(signal, surprise=surprise)]))
    assert brief.signals[0].alternatives == ()


def test_what_was_never_counted_is_not_given_as_a_count() -> None:
    signal = case.SIGNALS[0]
    parts = tuple(msgspec.structs.replace(part, seen=0.0, trials=0.0) for part in signal.surprise.parts)
    surprise = msgspec.structs.replace(signal.surprise, parts=parts)
    text = render(assemble(changed(signals=[msgspec.structs.replace(signal, surprise=surprise)])), "markdown")
    assert "0 of 0" not in text
    assert "the record holds nothing comparable" in text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", sorted(set(FORMATS.values())))
def test_nothing_in(language: Language, form: Any) -> None:
    words = load_words(language)
    nothing = msgspec.structs.replace(case.empty(language), documents=())
    for inputs, said in ((nothing, words("empty.no_documents")), (case.empty(language), words("empty.headline"))):
        text = render(assemble(inputs), form)
        assert said in text


def test_the_same_inputs_give_the_same_brief() -> None:
    assert render(assemble(case.inputs()), "json") == render(assemble(case.inputs()), "json")


def test_json_is_the_tree() -> None:
    brief = assemble(case.inputs())
    assert msgspec.json.decode(render(brief, "json"), type=type(brief)) == brief


def test_the_chart_has_a_row_for_every_party_and_a_mark_for_every_dated_event() -> None:
    brief = assemble(case.inputs())
    chart = draw_timeline(brief.timeline, load_words("en"))
    assert chart is not None
    dated = [entry for entry in (*brief.events, *brief.background) if entry.when is not None]
    assert sum(dot.mark.entry is not None for dot in chart.dots) == len(dated)
    assert {lane.label for lane in chart.lanes} == {"Lumen Devices", "Arcadian Republic"}
    for dot in chart.dots:
        assert chart.left <= dot.x <= chart.width
        assert 0 <= dot.y <= chart.bottom
    assert chart.split is not None, "the record lies before the news, on a scale of its own"


def test_an_act_that_spans_years_is_drawn_too() -> None:
    long = Mark(first=date(2020, 1, 1), last=date(2031, 5, 20), lane="A", label="x", quad="verbal conflict", entry="e1")
    chart = draw_timeline(Timeline((long,)), load_words("en"))
    assert chart is not None
    assert chart.dots[0].x >= chart.left


def test_without_dates_there_is_no_chart() -> None:
    assert draw_timeline(Timeline(), load_words("en")) is None


def test_the_parts_of_a_bar_add_up() -> None:
    brief = assemble(case.inputs())
    widest = max(signal.bits for signal in brief.signals)
    for signal in brief.signals:
        bars = draw_bar(signal, widest)
        assert sum(bar.width for bar in bars) == pytest.approx(100 * signal.bits / widest, abs=0.1)
