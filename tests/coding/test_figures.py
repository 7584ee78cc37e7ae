"""Figures: numbers that a text reports, with what they measure, whose they are and when they held."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.coding.analysis import Analysis
from overtone.coding.figures import figures
from overtone.model import Document

from .small import read


def told(text: str, language: str) -> list[tuple[float, str, str, str | None]]:
    """Value, unit, what and whose of each figure."""
    found = figures(read(text, language))
    return [(each.value, each.unit, each.what, each.whose.name if each.whose else None) for each in found]


CHINESE = {
    "奥比斯的诉讼费用与违约金损失达到3亿美元。": (3e8, "USD", "诉讼费用与违约金损失", "Orbis"),
    "奥比斯宣布对工厂进行价值20亿美元的新投资。": (2e9, "USD", "新投资", "Orbis"),
    "奥比斯在欧销售额占其总收入的约15%。": (0.15, "share", "在欧销售额占总收入的比例", "Orbis"),
    "奥比斯芯片良率仅32%。": (0.32, "share", "芯片良率", "Orbis"),
    "奥比斯净利润同比增长40%。": (0.4, "share", "净利润同比增长", "Orbis"),
    "奥比斯股价在盘后交易中下跌约6%。": (0.06, "share", "股价下跌", "Orbis"),
    "美国对中国商品加征34%的关税。": (0.34, "share", "关税", "United States"),
}

ENGLISH = {
    "Orbis expects charges of up to 5.5 billion dollars.": (5.5e9, "USD", "charges", "Orbis"),
    "Orbis reported a record net profit of 300 million euros.": (3e8, "EUR", "record net profit", "Orbis"),
    "Sales of the Q7 rose 50 percent.": (0.5, "share", "rise in Sales of the Q7", None),
    "China announced an 84 percent tariff on all goods.": (0.84, "share", "tariff", "China"),
    "Orbis pledged to invest a further 2 billion dollars.": (2e9, "USD", "investment", "Orbis"),
    "Revenue at Orbis fell to 3 billion dollars.": (3e9, "USD", "Revenue at Orbis", "Orbis"),
}


@pytest.mark.parametrize(("text", "expected"), CHINESE.items())
def test_chinese(text: str, expected: tuple[float, str, str, str | None]) -> None:
    assert told(text, "zh") == [expected]


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_english(text: str, expected: tuple[float, str, str, str | None]) -> None:
    assert told(text, "en") == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("莫罗见了12名员工，住了3天。", "zh"),
        ("Weiss met twelve dealers in three cities.", "en"),
        ("税率由34%改了名字。", "zh"),  # «from 34 %»: a value that no longer holds
    ],
)
def test_what_measures_nothing_is_no_figure(text: str, language: str) -> None:
    assert told(text, language) == []


def test_a_word_for_the_measure_before_carries_it_on_with_its_own_date() -> None:
    found = figures(read("2023年奥比斯在欧销售额占总收入的20%，去年比例降到了13%。", "zh"))
    assert [(each.value, each.what) for each in found] == [(0.2, "在欧销售额占总收入的比例"), (0.13, "在欧销售额占总收入的比例")]
    assert [each.when[0].year for each in found if each.when] == [2023, 2024]


def test_the_total_is_the_whole_named_before() -> None:
    text = "China accounted for 17 billion dollars of Orbis's revenue, or 13 percent of the total."
    assert (0.13, "share", "China as a share of Orbis's revenue", "Orbis") in told(text, "en")


def test_products_tell_like_measures_apart() -> None:
    found = told("据统计，“Q7系统卖得好，季度增长率达50%，而Q5季度增长仅25%。”", "zh")
    assert [(value, what) for value, _, what, _ in found] == [(0.5, "Q7季度增长率"), (0.25, "Q5季度增长")]


def test_traditional_characters_are_quoted_as_written() -> None:
    assert told("奥比斯淨利潤增長40%。", "zh")[0][2] == "淨利潤增長"


def test_a_language_without_cues_has_none() -> None:
    assert figures(Analysis(Document(id="d", text="13 %", language="fr"), ())) == ()


PIECES = [
    "奥比斯",
    "收入",
    "占",
    "总收入的",
    "达到",
    "55亿美元",
    "13%",
    "20%至30%",
    "，",
    "。",
    "增长",
    "比例",
    "去年",
    "由",
    "约",
    "的",
    "Q7",
    "良率",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_evidence_holds_the_number(text: str) -> None:
    analysis = read(text, "zh")
    values = {amount.value for sentence in analysis.sentences for amount in sentence.amounts}
    for each in figures(analysis):
        start, end = each.evidence
        assert 0 <= start < end <= len(text)
        assert each.value in values
        assert each.what.strip() == each.what != ""


def test_whom_it_is_made_for_does_not_own_the_figure() -> None:
    assert [whose for *_, whose in told("在限制之后，奥比斯为中国推出新芯片，为中国客户保留的良率仅32%。", "zh")] == ["Orbis"]
