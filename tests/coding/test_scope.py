"""Whose clause it is and what is only said: overt subjects, clauses behind a coverb, guesses, invitations, things that are no actors."""

from __future__ import annotations

import pytest

from coding.conftest import Reads, Tells

US, CHINA, NVIDIA, HUANG, TRUMP = "United States", "China", "NVIDIA", "Jensen Huang", "Donald Trump"


def test_a_pronoun_is_a_word_of_its_own(tells: Tells) -> None:
    """其他 is not 他, and the end of a longer noun (大型科技公司) does not refer back."""
    text = "英伟达避开了聚光灯。《纽约时报》说：“其他大型科技公司忙于讨好新政府。”"
    assert NVIDIA not in {actor for told in tells(text) for actor in (told[0], told[2])}


def test_what_we_do_is_done_by_nobody_in_the_text(tells: Tells) -> None:
    assert not [told for told in tells("黄仁勋来华。我们欢迎来自中国的合作力量。") if told[1] == "SUPPORT"]


def test_a_clause_behind_a_coverb_has_a_subject_of_its_own(reads: Reads) -> None:
    text = "任鸿斌跟黄仁勋会谈时，没有避讳地问了黄仁勋对于美国政府针对英伟达实施无限期出口管制的看法。"
    told = {(e.source.name, e.act, e.target.name if e.target else None, e.status) for e in reads(text).events}
    assert (US, "SANCTION", NVIDIA, "actual") in told
    assert not [each for each in told if each[0] == "Ren Hongbin" and each[1] == "SANCTION"]


def test_of_two_coverbs_the_inner_one_marks_the_name(tells: Tells) -> None:
    """「表达对对华限制的反对」 is no opposition to China."""
    told = tells("虽然遵守美国的规定，但黄仁勋多次表达对对华芯片出口限制的反对意见。")
    assert (HUANG, "ACCUSE", CHINA) not in told


def test_and_carries_subject_and_plan_on(reads: Reads) -> None:
    text = "《纽约时报》披露，特朗普政府正考虑对DeepSeek实施技术禁运，并调查英伟达是否违规。"
    told = {(e.source.name, e.act, e.target.name if e.target else None, e.status) for e in reads(text).events}
    assert ("Trump administration", "ACCUSE", NVIDIA, "considered") in told


@pytest.mark.parametrize("told", ["有人揣测，黄仁勋有意对中国供应芯片。", "网上有人猜测，美国制裁了华为。"])
def test_a_guess_is_no_event(tells: Tells, told: str) -> None:
    assert tells(told) == []


def test_a_guess_ends_where_the_text_turns(tells: Tells) -> None:
    assert (US, "SANCTION", "Huawei") in tells("有人猜测，事情会平息，但美国制裁了华为。")


def test_a_headline_hands_over_to_who_speaks_next(tells: Tells) -> None:
    assert "Ministry of Commerce of China" not in {told[2] for told in tells("美国豁免手机芯片关税 商务部：修正错误的一小步")}


def test_what_is_prevented_is_not_denied(reads: Reads) -> None:
    assert not [e for e in reads("美国阻止深度求索购买美国技术。").events if e.act == "COOPERATE"]


def test_two_dated_tellings_of_one_sentence_are_two_happenings(reads: Reads) -> None:
    met = [
        e for e in reads("黄仁勋为此在1月31日见了特朗普，又在4月上旬参加了特朗普的海湖庄园晚宴。").events if e.act == "CONSULT"
    ]
    assert len({e.when for e in met}) == 2
    assert {(e.source.name, e.target.name if e.target else None) for e in met} == {(HUANG, TRUMP)}


def test_who_is_invited_has_not_done_it_yet(tells: Tells) -> None:
    assert not [told for told in tells("China welcomed American companies to invest in Shanghai.") if told[1] == "COOPERATE"]


@pytest.mark.parametrize(
    "text", ["Nvidia announced a plant.\n\nTrump praised the announcement.", "Nvidia sold chips. Bernstein criticised it."]
)
def test_a_thing_that_is_praised_names_nobody(tells: Tells, text: str) -> None:
    assert not [told for told in tells(text) if told[1] in ("SUPPORT", "ACCUSE")]


def test_a_licence_is_asked_of_whom_the_sentence_names(tells: Tells) -> None:
    assert not [
        told
        for told in tells("Donald Trump spoke. AMD said that it would apply for licences to export the chip to China.")
        if told[1] == "REQUEST"
    ]
    assert (NVIDIA, "REQUEST", US) in tells("Nvidia applied for a licence from the United States.")


@pytest.mark.parametrize("text", ["Russia struck Kharkiv on Monday.", "俄军袭击哈尔科夫。"])
def test_a_city_stands_for_its_state(reads: Reads, text: str) -> None:
    (event,) = reads(text).events
    assert event.target is not None
    assert (event.act, event.target.name, event.target.party.name) == ("ASSAULT", "Kharkiv", "Ukraine")


def test_a_segment_that_names_the_item_belongs_to_the_act(reads: Reads) -> None:
    text = "美国商务部对英伟达发布新的出口许可要求，H20芯片赫然在列。"
    (event,) = [e for e in reads(text).events if e.act == "SANCTION"]
    assert "H20" in event.theme
    assert text[slice(*event.evidence)].endswith("赫然在列")


def test_what_somebody_is_to_do_lies_ahead(reads: Reads) -> None:
    assert [e.status for e in reads("China is to impose tariffs on Canada.").events] == ["future"]
    assert [e.status for e in reads("China imposed tariffs on Canada.").events] == ["actual"]
