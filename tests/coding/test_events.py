"""Who did what to whom, and whether it happened: one construction of the language a test, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from overtone.model import GivenEntity

from .conftest import Reads, Tells, named

CHINA, US, NVIDIA, HUAWEI = "China", "United States", "NVIDIA", "Huawei"


@pytest.mark.parametrize(
    "text",
    [
        "China sanctioned Huawei.",
        "Huawei was sanctioned by China.",
        "China, which sanctioned Huawei, said nothing.",
        "中国制裁了华为。",
        "华为被中国制裁。",
        "华为遭到中国制裁。",
    ],
)
def test_voices_tell_the_same(tells: Tells, text: str) -> None:
    assert (CHINA, "SANCTION", HUAWEI) in tells(text)


def test_lists_give_one_event_each(tells: Tells) -> None:
    wanted = [("Japan", "SANCTION", "Russia"), ("Netherlands", "SANCTION", "Russia"), (US, "SANCTION", "Russia")]
    assert tells("The United States, Japan and the Netherlands sanctioned Russia.") == wanted
    assert tells("美国、日本和荷兰制裁俄罗斯。") == wanted


def test_a_meeting_needs_no_order(tells: Tells) -> None:
    assert tells("Xi Jinping met Donald Trump in Busan.") == [("Xi Jinping", "CONSULT", "Donald Trump")]
    assert {actor for told in tells("习近平与特朗普举行会晤。") for actor in (told[0], told[2])} == {"Xi Jinping", "Donald Trump"}


def test_goods_stand_for_their_country(tells: Tells) -> None:
    assert tells("The European Union imposed tariffs on Chinese electric cars.") == [("European Union", "SANCTION", CHINA)]
    assert tells("欧盟对中国电动汽车加征关税。") == [("European Union", "SANCTION", CHINA)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("China sanctioned Huawei.", "actual"),
        ("China will sanction Huawei.", "future"),
        ("China is considering sanctioning Huawei.", "considered"),
        ("China has not sanctioned Huawei.", "denied"),
        ("China sanctioned Huawei in 2019.", "historical"),
        ("中国制裁了华为。", "actual"),
        ("中国将制裁华为。", "future"),
        ("中国正考虑制裁华为。", "considered"),
        ("中国没有制裁华为。", "denied"),
        ("中国2019年制裁了华为。", "historical"),
    ],
)
def test_status(reads: Reads, text: str, status: str) -> None:
    assert [event.status for event in reads(text).events if event.act == "SANCTION"] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "If China sanctioned Huawei, prices would rise.",
        "Has China sanctioned Huawei?",
        "如果中国制裁华为，价格会上涨。",
        "中国制裁华为了吗？",
        "The price war among carmakers is brutal.",
        "皇家马德里客场击败巴塞罗那。",
    ],
)
def test_no_event_in_conditions_questions_and_sport(reads: Reads, text: str) -> None:
    assert [event.act for event in reads(text).events] == []


def test_days_are_resolved_against_publication(reads: Reads) -> None:
    (event,) = reads("China on Tuesday sanctioned Huawei.").events
    assert event.when == (date(2025, 4, 15), date(2025, 4, 15))
    (event,) = reads("中国10日制裁了华为。").events
    assert event.when == (date(2025, 4, 10), date(2025, 4, 10))


def test_who_reports_is_not_who_acts(reads: Reads) -> None:
    (event,) = reads("The United States sanctioned Huawei, Reuters reported.").events
    assert named(event, "source") == US
    assert named(event, "reporter") == "Reuters"
    (event,) = reads("据路透社报道，美国制裁了华为。").events
    assert named(event, "source") == US
    assert named(event, "reporter") == "Reuters"


def test_officials_roll_up_to_their_state(reads: Reads) -> None:
    (event,) = reads("Danish Prime Minister Mette Frederiksen praised Ukraine.").events
    assert event.source.party.name == "Denmark"
    (event,) = reads("新西兰外长林若山谴责俄罗斯。").events
    assert event.source.party.name == "New Zealand"


def test_the_unknown_keep_their_own_name(reads: Reads) -> None:
    (event,) = reads("The United States sanctioned Lanhai Microtech.").events
    assert event.target is not None
    assert (event.target.id, event.target.name, event.target.party.name) == (None, "Lanhai Microtech", "Lanhai Microtech")
    (event,) = reads("美国制裁了温州瑞迈光伏。").events
    assert event.target is not None
    assert (event.target.id, event.target.name) == (None, "温州瑞迈光伏")


def test_words_that_refer_back(tells: Tells) -> None:
    assert ("Huawei", "ACCUSE", US) in tells("The United States sanctioned Huawei. The company condemned Washington.")
    assert ("Huawei", "ACCUSE", US) in tells("美国制裁了华为。该公司谴责美国。")


@pytest.mark.parametrize(
    "text",
    [
        "黄仁勋来过中国很多次。今年，他缺席特朗普的就职典礼。这一次，他换了西装。时隔三个月，他应习近平之邀访问中国。",
        "Jensen Huang knows China well. He skipped the inauguration of Donald Trump. He changed his suit. He visited China on Monday.",
    ],
)
def test_he_stays_he_over_several_sentences(tells: Tells, text: str) -> None:
    assert {actor for told in tells(text) if told[1] == "CONSULT" for actor in (told[0], told[2])} >= {"Jensen Huang", CHINA}
    assert "Donald Trump" not in {actor for told in tells(text) for actor in (told[0], told[2])}


def test_what_stands_behind_a_chinese_verb_is_not_who_acts(tells: Tells) -> None:
    told = tells("特朗普政府正考虑对华为实施技术禁运，并调查英伟达是否违规向其提供关键技术。")
    assert (NVIDIA, "ACCUSE", "Huawei") not in told
    assert [act for source, act, target in told if source == NVIDIA] == []


def test_a_surname_may_open_a_sentence(tells: Tells) -> None:
    text = "Nvidia chief executive Jensen Huang spoke on Thursday. Huang visited Japan. He criticized China."
    assert set(tells(text)) == {("Jensen Huang", "CONSULT", "Japan"), ("Jensen Huang", "ACCUSE", CHINA)}
    assert not tells("Huang visited Japan. Jensen Huang spoke on Thursday.")


def test_no_firm_has_the_power_of_a_state(tells: Tells) -> None:
    assert not [told for told in tells("英伟达谈到对华出口管制。") if told[0] == NVIDIA]


def test_actors_that_the_caller_gives_are_taken(coder: object) -> None:
    from overtone.coding import Coder
    from overtone.model import Document

    assert isinstance(coder, Coder)
    text = "The Quiet Ones sanctioned Huawei."
    given = (GivenEntity(0, 14, "The Quiet Ones", "group"),)
    (coded,) = coder.code([Document(id="g", text=text, language="en", entities=given)])
    assert [(named(e, "source"), named(e, "target")) for e in coded.events] == [("The Quiet Ones", "Huawei")]


def test_a_language_that_is_not_read_gives_nothing(coder: object) -> None:
    from overtone.coding import Coder
    from overtone.model import Document

    assert isinstance(coder, Coder)
    (coded,) = coder.code([Document(id="f", text="La Chine a sanctionné Huawei.", language="fr")])
    assert (coded.id, coded.events, coded.claims) == ("f", (), ())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The European Union imposed duties of 35% on electric cars made in China.", ("European Union", "SANCTION", CHINA)),
        ("Prosecutors in Belgrade fined Huawei.", ("Serbia", "SANCTION", HUAWEI)),
        ("Emmanuel Macron flew to Shanghai.", ("Emmanuel Macron", "CONSULT", CHINA)),
        ("The United States asked Ottawa to hand the suspect over.", (US, "REQUEST", "Canada")),
        ("Turkey's deputy foreign minister, Selim Karahan, condemned Russia.", ("Selim Karahan", "ACCUSE", "Russia")),
    ],
)
def test_who_is_told_by_goods_seats_places_and_offices(tells: Tells, text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in tells(text)


def test_plurals_mean_every_member_of_their_list(tells: Tells) -> None:
    told = tells(
        "Ireland, Norway and Spain said that they would recognise Palestine. Israel called its envoys home from all three."
    )
    assert [source for source, act, _ in told if act == "SUPPORT"] == ["Ireland", "Norway", "Spain"]
    assert [target for _, act, target in told if act == "SANCTION"] == ["Ireland", "Norway", "Spain"]


def test_a_later_verb_keeps_its_own_phrases(tells: Tells) -> None:
    told = tells("Hong Kong police offered bounties for six exiles, drawing condemnation from Canada.")
    assert not any(target == "Canada" for _, _, target in told)
