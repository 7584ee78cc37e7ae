"""Departures: contrasts with the past that a text states, by dimension, with the passage that says what was usual."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.coding.analysis import Analysis
from overtone.coding.departures import departures
from overtone.model import Departure, Document

from .small import read


def told(text: str, language: str) -> list[tuple[str, str, str | None]]:
    """Dimension, evidence and baseline of each departure, in words."""
    return [
        (each.dimension, text[slice(*each.evidence)], text[slice(*each.baseline)] if each.baseline else None)
        for each in departures(read(text, language))
    ]


CHINESE = {
    "以往莫罗来访总是由校友会接待，这次却是应商务部邀请而来。": (
        "host",
        "这次却是应商务部邀请而来",
        "以往莫罗来访总是由校友会接待",
    ),
    "莫罗往常只穿毛衣。这一次，他却换上了西装。": ("dress", "这一次，他却换上了西装", "莫罗往常只穿毛衣"),
    "莫罗一改标志性的牛仔夹克，穿着深色西装出席。": ("dress", "穿着深色西装出席", "一改标志性的牛仔夹克"),
    "莫罗在敏感时期到访。": ("timing", "莫罗在敏感时期到访", None),
    "魏斯首次率代表团访问中国。": ("company", "魏斯首次率代表团访问中国", None),
}

ENGLISH = {
    "Unlike her spring trip, when she met only dealers, Weiss this time saw the vice premier.": (
        "rank",
        "Weiss this time saw the vice premier",
        "Unlike her spring trip, when she met only dealers",
    ),
    "Moreau wore a dark suit instead of his usual sweater.": ("dress", "Moreau wore a dark suit", "instead of his usual sweater"),
    "For years Weiss had travelled alone. This time she brought a large delegation, however.": (
        "company",
        "This time she brought a large delegation, however",
        "For years Weiss had travelled alone",
    ),
    "Weiss arrived at a sensitive moment for Orbis.": ("timing", "Weiss arrived at a sensitive moment for Orbis", None),
}


@pytest.mark.parametrize(("text", "expected"), CHINESE.items())
def test_chinese(text: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in told(text, "zh")


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_english(text: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in told(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("莫罗同以往一样，这次照例由商务部接待。", "zh"),  # all as ever
        ("这并非莫罗首次受邀访华。", "zh"),  # «not the first time»
        ("莫罗这次要穿西装吗？", "zh"),  # a question states nothing
        ("奥比斯季度收入首次突破百亿。", "zh"),  # new, but in no dimension of an act
        ("As usual, Moreau wore his leather jacket this time.", "en"),
        ("Orbis said on Monday that its revenue rose.", "en"),
    ],
)
def test_no_departure(text: str, language: str) -> None:
    assert told(text, language) == []


def test_numbered_points_under_an_announcement() -> None:
    """Each point is a departure; what it does not compare with itself it compares with what the announcement does."""
    text = (
        "去年5月，魏斯来过一次。但相较于以往，这次显得尤为特殊。\n\n"
        "1，魏斯来访的时机很微妙。\n\n"
        "2，魏斯的接待方变了。\n以往她都由同行接待，这次却是商务部邀请。\n\n"
        "3，魏斯被问到了Q7的出口问题。\n"
    )
    found = {dimension: (evidence, baseline) for dimension, evidence, baseline in told(text, "zh")}
    assert found == {
        "timing": ("魏斯来访的时机很微妙", "去年5月，魏斯来过一次"),
        "host": ("这次却是商务部邀请", "以往她都由同行接待"),
        "agenda": ("魏斯被问到了Q7的出口问题", "去年5月，魏斯来过一次"),
    }


def test_an_announcement_opens_the_clauses_after_it() -> None:
    text = (
        "魏斯以往都很低调，不见官员。\n这一次却一反常态。她应商务部邀请而来，接待她的是副总理；往常不离身的夹克，也换成了西装。"
    )
    found = told(text, "zh")
    assert [dimension for dimension, _, _ in found] == ["host", "rank", "dress"]
    assert found[2] == ("dress", "也换成了西装", "往常不离身的夹克")


def test_one_departure_for_each_dimension_of_an_actor() -> None:
    """What is told with its baseline wins over what is only hinted at in a headline."""
    text = "魏斯脱下皮夹克\n\n魏斯以往总穿皮夹克，这次却穿了西装。"
    assert told(text, "zh") == [("dress", "这次却穿了西装", "魏斯以往总穿皮夹克")]


def test_a_language_without_cues_has_none() -> None:
    assert departures(Analysis(Document(id="d", text="Ceci n'est pas une visite.", language="fr"), ())) == ()


PIECES = [
    "魏斯",
    "以往",
    "这次",
    "却",
    "西装",
    "邀请",
    "，",
    "。",
    "\n",
    "1，",
    "不同于",
    "一反常态",
    "时机",
    "敏感时期",
    "“",
    "”",
    "Q7",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_passages_lie_inside_the_text_and_are_quoted_to_the_letter(text: str) -> None:
    for each in departures(read(text, "zh")):
        _inside(each, text)


def _inside(each: Departure, text: str) -> None:
    for start, end in (each.evidence, *([each.baseline] if each.baseline else [])):
        assert 0 <= start < end <= len(text)
    assert each.text
    assert text[each.evidence[0] :].startswith(each.text)


def test_a_point_without_baseline_takes_what_earlier_occasions_were() -> None:
    """Only what is about when takes the announcement's date."""
    text = (
        "今年1月，莫罗到访。但相较于以往，这次显得尤为特殊。\n\n1，时机有些微妙。\n\n2，议题也变了。此前来访，但这两次都是参观工厂。"
        "\n\n莫罗被直接问到关税问题。\n\n3，莫罗见了魏斯。\n"
    )
    baselines = {dimension: baseline for dimension, _, baseline in told(text, "zh")}
    assert baselines["timing"] == "今年1月，莫罗到访"
    assert baselines["counterpart"] == "但这两次都是参观工厂"
