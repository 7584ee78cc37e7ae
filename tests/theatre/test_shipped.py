"""The packs that come with Overtone."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from overtone.model import Theatre
from overtone.theatre import WORLD, assemble, check, load, shipped, traps


@pytest.fixture(scope="module")
def everything() -> Theatre:
    return assemble()


@pytest.mark.parametrize("name", shipped())
def test_nothing_is_to_mend(name: str) -> None:
    assert check(name) == []


def _bearers(theatre: Theatre) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for actor in theatre.actors:
        found[actor.name].add(actor.id)
        for table in (actor.names, actor.adjectives, actor.metonyms):
            for names in table.values():
                for name in names:
                    found[name].add(actor.id)
    return found


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("US", "us"),
        ("华府", "us"),
        ("the Hague", "nl"),
        ("青瓦台", "kr"),
        ("北韩", "kp"),
        ("纽西兰", "nz"),
        ("义大利", "it"),
        ("Russians", "ru"),
        ("Brussels", "eu"),
        ("美方", "us"),
        ("中国政府", "cn"),
        ("商务部", "cn.commerce-ministry"),
        ("外交部", "cn.foreign-ministry"),
        ("俄外交部", "ru.foreign-ministry"),
        ("Commerce Department", "us.commerce-department"),
        ("川普", "donald-trump"),
        ("路透社", "reuters"),
        ("Waymo", "waymo"),
        ("贸促会", "cn.ccpit"),
    ],
)
def test_names_lead_to_one_actor(everything: Theatre, name: str, id: str) -> None:
    assert _bearers(everything)[name] == {id}


@pytest.mark.parametrize(
    ("id", "day", "title"),
    [
        ("donald-trump", date(2025, 4, 18), "president"),
        ("howard-lutnick", date(2025, 4, 18), "commerce secretary"),
        ("he-lifeng", date(2025, 4, 17), "vice premier"),
        ("shigeru-ishiba", date(2025, 4, 18), "prime minister"),
        ("friedrich-merz", date(2025, 5, 7), "chancellor"),
    ],
)
def test_offices_on_a_day(everything: Theatre, id: str, day: date, title: str) -> None:
    actor = next(actor for actor in everything.actors if actor.id == id)
    assert title in [word for role in actor.roles if role.period.covers(day) for word in role.title["en"]]


def test_every_state_has_a_chinese_and_an_english_name(everything: Theatre) -> None:
    states = [actor for actor in everything.actors if actor.kind == "state" and not actor.parties]
    assert len(states) >= 195
    assert all(actor.name and actor.names.get("zh") for actor in states)


def test_the_chip_contest_has_a_history_before_april_2025() -> None:
    theatre = load("us-china-chips")
    before = [event for event in theatre.chronicle if event.when and event.when[1] < date(2025, 4, 17)]
    visits = [event for event in before if event.source == "jensen-huang" and event.mode == "visit"]
    meeting = next(event for event in theatre.chronicle if event.target == "liang-wenfeng")
    assert len(before) >= 80
    assert len(visits) == 2
    assert meeting.disputed
    assert "Yicai" in meeting.publishers
    assert {baseline.dimension for baseline in theatre.baselines} >= {"dress", "host", "rank", "timing", "agenda"}


def test_no_two_packs_give_one_name_to_two_actors() -> None:
    world = {actor.id for actor in load(WORLD).actors}
    bearers: dict[str, set[str]] = defaultdict(set)
    for name in shipped():
        for bearer, ids in _bearers(load(name)).items():
            bearers[bearer] |= ids - world
    assert {name: ids for name, ids in bearers.items() if len(ids) > 1} == {}


def test_the_contest_over_electric_cars_has_its_measures_on_their_days() -> None:
    theatre = load("eu-china-ev")
    acts = {event.id: event for event in theatre.chronicle}
    assert len(acts) >= 60
    assert acts["2024-10-30-definitive-duties"].citations[0].title == "Implementing Regulation (EU) 2024/2754"
    assert acts["2024-07-05-provisional-duties"].citations[0].title == "Implementing Regulation (EU) 2024/1866"
    rates = {
        figure.whose: figure.value for figure in theatre.figures if figure.id.endswith("-definitive") and figure.whose != "cn"
    }
    assert rates == {"byd": 0.17, "geely": 0.188, "saic": 0.353, "tesla": 0.078}


def test_traps_hold_names_that_they_keep_from_being_read(everything: Theatre) -> None:
    names = {name.casefold() for name in _bearers(everything)}
    idle = [
        trap
        for trap in traps()
        if not any(trap.casefold()[a:b] in names for a in range(len(trap)) for b in range(a + 1, len(trap) + 1))
    ]
    assert idle == []
