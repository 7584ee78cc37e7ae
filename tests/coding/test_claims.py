"""Claims: who is for or against what. What is only reported, asked, feared or denied as a fact is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.coding.analysis import Analysis
from overtone.coding.claims import claims
from overtone.model import STANCES, Document

from .small import read


def told(text: str, language: str) -> list[tuple[str, str, str]]:
    """Holder, stance and topic of each claim."""
    return [(each.holder.name, each.stance, each.topic) for each in claims(read(text, language))]


CHINESE = {
    "莫罗反对Q7芯片出口管制。": ("Paul Moreau", "against", "Q7 export controls"),
    "商务部批评美方加征关税。": ("Ministry of Commerce of China", "against", "tariffs by United States"),
    "魏斯呼吁禁止Q7对华出口。": ("Karin Weiss", "against", "Q7 exports to China"),
    "魏斯表示，允许Q7对华出口是个重大胜利。": ("Karin Weiss", "for", "Q7 exports to China"),
    "莫罗认为，出口管制很有效。": ("Paul Moreau", "for", "export controls"),
    "莫罗多次表达对关税的反对意见。": ("Paul Moreau", "against", "tariffs"),
    "“这一关税毫无道理”，魏斯说。": ("Karin Weiss", "against", "tariffs"),
    "欧盟宣布加征关税。商务部对此表示坚决反对。": ("Ministry of Commerce of China", "against", "tariffs by European Union"),
    "魏斯敦促美方取消关税。": ("Karin Weiss", "against", "tariffs"),
    "魏斯说，不应取消关税。": ("Karin Weiss", "for", "tariffs"),
    "莫罗表示对关税不持立场。": ("Paul Moreau", "neutral", "tariffs"),
}

ENGLISH = {
    "Moreau opposes the export controls.": ("Paul Moreau", "against", "export controls"),
    "Weiss welcomed the agreement on tariffs.": ("Karin Weiss", "for", "agreement on tariffs"),
    "Moreau urged Washington to lift its tariffs.": ("Paul Moreau", "against", "tariffs"),
    "Weiss said that the tariffs were a mistake.": ("Karin Weiss", "against", "tariffs"),
    "The export controls are illegal, Weiss said.": ("Karin Weiss", "against", "export controls"),
    "Moreau does not support the tariffs.": ("Paul Moreau", "against", "tariffs"),
    "Weiss took no side on the tariffs.": ("Karin Weiss", "neutral", "tariffs"),
    "Moreau said that the export controls were not effective.": ("Paul Moreau", "against", "export controls"),
}


@pytest.mark.parametrize(("text", "expected"), CHINESE.items())
def test_chinese(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text, "zh") == [expected]


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_english(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text, "en") == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("莫罗表示，奥比斯将于5月公布关税影响。", "zh"),  # a report
        ("有人称，出口管制很有效。莫罗没有回应。", "zh"),  # nobody known says so
        ("奥比斯否认曾向中国出口Q7。", "zh"),  # a denial of a fact is for or against nothing
        ("美国要求奥比斯停止对华出口Q7。", "zh"),  # an order to a firm is an act
        ("莫罗会反对关税吗？", "zh"),
        ("Orbis said that it shipped the Q7 in March.", "en"),
        ("Moreau fears that Weiss might oppose the tariffs.", "en"),
        ("Will Weiss condemn the tariffs?", "en"),
    ],
)
def test_no_claim(text: str, language: str) -> None:
    assert told(text, language) == []


def test_a_condition_is_judged_by_its_consequence_on_the_topic_of_the_debate() -> None:
    """A rival's victory speaks against what brings it about; what a firm wants is known from its own claims."""
    text = "奥比斯反对Q7出口管制。\n莫罗表示，允许Q7对华出口是重大胜利。魏斯也说，“要是美国听了奥比斯的，中国将大胜”。"
    assert told(text, "zh")[-1] == ("Karin Weiss", "against", "Q7 exports to China")


def test_who_joins_a_debate_is_put_on_its_topic() -> None:
    """For the controls is against the exports: both sides of a debate are told on one topic."""
    text = "莫罗呼吁禁止Q7对华出口。魏斯也认为，在芯片方面，出口管制比以往更加重要。"
    assert told(text, "zh") == [
        ("Paul Moreau", "against", "Q7 exports to China"),
        ("Karin Weiss", "against", "Q7 exports to China"),
    ]


def test_a_pronoun_is_the_subject_of_the_clause_before() -> None:
    text = "莫罗跟魏斯所见略同，他此前就表示，Q7对华出口是好事。"
    assert told(text, "zh") == [("Paul Moreau", "for", "Q7 exports to China")]


def test_a_concession_does_not_count() -> None:
    assert told("莫罗说，尽管出口管制有害，关税仍然是正确的。", "zh") == [("Paul Moreau", "for", "tariffs")]


def test_amounts_of_the_passage_go_with_the_claim() -> None:
    (claim,) = claims(read("Moreau condemned the tariffs of 34 percent.", "en"))
    assert [amount.value for amount in claim.amounts] == [0.34]


def test_the_same_position_is_told_once() -> None:
    assert len(told("莫罗反对关税。莫罗反对关税。", "zh")) == 1


def test_a_language_without_cues_has_none() -> None:
    assert claims(Analysis(Document(id="d", text="Il s'oppose aux droits de douane.", language="fr"), ())) == ()


PIECES = [
    "莫罗",
    "魏斯",
    "商务部",
    "表示",
    "反对",
    "支持",
    "呼吁",
    "禁止",
    "关税",
    "出口管制",
    "有效",
    "，",
    "。",
    "；",
    "“",
    "”",
    "如果",
    "不",
    "也",
    "对此",
    "他",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_evidence_lies_inside_the_text(text: str) -> None:
    for each in claims(read(text, "zh")):
        start, end = each.evidence
        assert 0 <= start < end <= len(text)
        assert each.topic.strip()
        assert each.stance in STANCES


def test_who_only_holds_those_who_say_it_has_no_position() -> None:
    assert told("美国有反对关税的力量。", "zh") == []
    assert told("美国反对关税。", "zh") == [("United States", "against", "tariffs")]
