"""Agencies from patterns, and a pack on top of the world pack."""

from __future__ import annotations

from datetime import date

import pytest

from overtone.errors import InputError
from overtone.theatre import assemble, load
from overtone.theatre.merge import extended, merged, united

from .conftest import ACTORS, Write

MINISTRY = (
    '- {id: ministry, states: all, name: "Ministry of {the}", en: ["{adj} Ministry", "{poss} ministry"], zh: "{zh}外交部"}\n'
)


def test_a_pattern_gives_every_state_its_agency(write: Write) -> None:
    theatre = load(write(patterns=MINISTRY))
    agency = next(actor for actor in theatre.actors if actor.id == "north.ministry")
    assert agency.name == "Ministry of Northland"
    assert agency.names == {"en": ("Northern Ministry", "Northland's ministry"), "zh": ("北国外交部",)}
    assert agency.party_on(None) == "north"


def test_a_row_with_the_id_of_a_pattern_extends_it(write: Write) -> None:
    own = "- {id: south.ministry, name: Grand Chancery, kind: agency, party: south, zh: 大法院}\n"
    theatre = load(write(actors=ACTORS + own, patterns=MINISTRY))
    (agency,) = (actor for actor in theatre.actors if actor.id == "south.ministry")
    assert agency.name == "Grand Chancery"
    assert set(agency.names["zh"]) == {"大法院", "南国外交部"}
    assert "Ministry of Southland" in agency.names["en"]


def test_groups_exceptions_and_names_of_the_state_itself(write: Write) -> None:
    patterns = (
        '- {id: fleet, states: sea, name: "Fleet of {the}", en: "{adj} fleet"}\n'
        '- {id: court, states: all, except: [south], name: "Court of {the}", en: "{adj} court"}\n'
        '- {id: rule, states: [north], state: true, en: "{adj} government"}\n'
    )
    theatre = load(write(patterns=patterns, groups="- {id: sea, states: [south]}\n"))
    ids = {actor.id: actor for actor in theatre.actors}
    assert "south.fleet" in ids
    assert "north.fleet" not in ids
    assert "north.court" in ids
    assert "south.court" not in ids
    assert "Northern government" in ids["north"].names["en"]


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ('- {id: a, states: all, name: "{nation} office"}', "unknown place holder"),
        ("- {id: a, states: everyone, name: A}", "unknown group «everyone»"),
        ("- {id: a, name: A}", "has no «states»"),
        ("- {id: a, states: all, nme: A}", "unknown key «nme»"),
    ],
)
def test_bad_patterns_are_told_with_their_line(write: Write, pattern: str, problem: str) -> None:
    folder = write(patterns=pattern + "\n")
    with pytest.raises(InputError, match=problem) as caught:
        load(folder)
    assert caught.value.place == f"{folder / 'patterns.yaml'}:1"


def test_a_pack_extends_actors_of_the_world(write: Write) -> None:
    theatre = assemble(write(actors=ACTORS + "- {id: jp, name: Japan, kind: state, zh: 扶桑}\n"))
    japan = next(actor for actor in theatre.actors if actor.id == "jp")
    assert {"扶桑", "日本"} <= set(japan.names["zh"])
    assert "Tokyo" in japan.metonyms["en"]
    assert theatre.id == "small"
    assert theatre.sides == ("north", "south")


def test_uniting_is_idempotent_and_keeps_what_comes_first() -> None:
    actors = assemble("us-china-chips").actors
    assert united(actors, actors) == actors
    nvidia = next(actor for actor in actors if actor.id == "nvidia")
    assert extended(nvidia, nvidia) == nvidia


def test_a_product_of_two_packs_goes_by_the_names_of_both(write: Write) -> None:
    row = "- {{id: p, name: P1, kind: {kind}, names: {{en: [{name}]}}}}\n"
    below = load(write(products=row.format(kind="goods", name="Pee One")))
    above = load(write(products=row.format(kind="product", name="P-One")))
    (product,) = merged(above, below).products
    assert (product.kind, product.names) == ("product", {"en": ("P-One", "Pee One")})


def test_parties_follow_the_days() -> None:
    rutte = next(actor for actor in load("world").actors if actor.id == "mark-rutte")
    assert rutte.party_on(date(2023, 6, 30)) == "nl"
    assert rutte.party_on(date(2025, 6, 30)) == "nato"
