"""Rows that cannot hold together are found, unless both sides say that sources dispute it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overtone.model import Period
from overtone.theatre import check
from overtone.theatre.contradictions import overlap

from .conftest import ACTORS, Write

SOURCED = "citation: {publisher: Gazette, date: 2024-05-02}"
TARIFF = "source: north, act: SANCTION, mode: tariff, target: south"
MET = "act: CONSULT, mode: meet"
SHARE = "whose: north, what: {en: share, zh: 份额}, unit: share, as_of: 2024-05-01"
DRESS = "actor: ada, dimension: dress"


@pytest.mark.parametrize(
    ("part", "one", "other", "key", "problem"),
    [
        (
            "chronicle",
            f"{TARIFF}, day: 2024-05-01",
            f"{TARIFF}, when: [2024-04-30, 2024-05-02], status: denied",
            "status",
            "happened",
        ),
        ("chronicle", f"{TARIFF}, day: 2024-05-01, status: denied", f"{TARIFF}, day: 2024-05-01", "status", "was denied"),
        ("chronicle", f"{TARIFF}, day: 2024-05-01", f"{TARIFF}, day: 2024-05-01", "id", "tells the same act as «a1»"),
        (
            "chronicle",
            f"source: north, {MET}, target: south, day: 2024-05-01",
            f"source: south, {MET}, target: north, day: 2024-05-01",
            "id",
            "tells the same act as «a1»",
        ),
        ("figures", f"{SHARE}, value: 0.2", f"{SHARE}, value: 0.3", "value", "«a1» gives 0.2 for the same, not 0.3"),
        ("figures", f"{SHARE}, value: 0.2, disputed: true", f"{SHARE}, value: 0.3", "value", "«a1» gives 0.2"),
        ("figures", f"{SHARE}, value: 0.2", f"{SHARE}, value: 0.2", "id", "gives the same figure as «a1»"),
        (
            "baselines",
            f"{DRESS}, usual: {{en: a jacket, zh: 夹克}}, until: 2024-01-01",
            f"{DRESS}, usual: {{en: a suit, zh: 西装}}, since: 2023-12-01",
            "usual",
            "baselines.yaml:1 says something else of the dress of «ada»",
        ),
    ],
)
def test_pairs_that_contradict_each_other(write: Write, part: str, one: str, other: str, key: str, problem: str) -> None:
    ids = ("", "") if part == "baselines" else ("id: a1, ", "id: a2, ")
    rows = "".join(f"- {{{id_}{fields}, {SOURCED}}}\n" for id_, fields in zip(ids, (one, other), strict=True))
    (finding,) = check(write(**{part: rows}))
    assert (finding.line, finding.key) == (2, key)
    assert problem in finding.problem
    assert finding.mend


@pytest.mark.parametrize(
    ("part", "one", "other"),
    [
        ("chronicle", f"{TARIFF}, day: 2024-05-01, disputed: true", f"{TARIFF}, day: 2024-05-01, status: denied, disputed: true"),
        ("chronicle", f"{TARIFF}, day: 2024-05-01", f"{TARIFF}, day: 2024-05-02"),
        ("chronicle", f"{TARIFF}, day: 2024-05-01, theme: [P1]", f"{TARIFF}, day: 2024-05-01, theme: [P2]"),
        ("chronicle", f"{TARIFF}, day: 2024-05-01, status: future", f"{TARIFF}, day: 2024-05-01"),
        ("figures", f"{SHARE}, value: 0.2, disputed: true", f"{SHARE}, value: 0.3, disputed: true"),
        ("figures", f"{SHARE}, value: 0.2", f"{SHARE.replace('05-01', '06-01')}, value: 0.3"),
        (
            "baselines",
            f"{DRESS}, usual: {{en: a jacket, zh: 夹克}}, until: 2023-12-31",
            f"{DRESS}, usual: {{en: a suit, zh: 西装}}, since: 2024-01-01",
        ),
    ],
)
def test_pairs_that_hold_together(write: Write, part: str, one: str, other: str) -> None:
    ids = ("", "") if part == "baselines" else ("id: a1, ", "id: a2, ")
    rows = "".join(f"- {{{id_}{fields}, {SOURCED}}}\n" for id_, fields in zip(ids, (one, other), strict=True))
    products = "- {id: p1, name: P1}\n- {id: p2, name: P2}\n"
    assert check(write(products=products, **{part: rows})) == []


def test_an_office_that_one_person_holds_at_a_time(write: Write) -> None:
    row = '- {{id: bo, name: Bo Reed, kind: person, zh: 博·里德, role: "{office} of north, {days}"}}\n'
    findings = check(write(actors=ACTORS + row.format(office="president", days="2023-01-01..")))
    assert [(finding.line, finding.key) for finding in findings] == [(3, "roles"), (4, "roles")]
    assert "«ada» is president of north at the same time" in findings[1].problem
    assert check(write(actors=ACTORS + row.format(office="senator", days="2023-01-01.."))) == []
    handed_over = ACTORS.replace("2020-01-01..", "2020-01-01..2023-01-01")
    assert check(write(actors=handed_over + row.format(office="president", days="2023-01-01.."))) == []


def test_a_pack_says_which_of_its_offices_one_person_holds(write: Write) -> None:
    row = '- {id: ID, name: NAME, kind: person, zh: ZH, role: "pilot of north, 2020-01-01.."}\n'
    rows = row.replace("ID", "x").replace("NAME", "Xan Poe").replace("ZH", "赞·坡")
    rows += row.replace("ID", "y").replace("NAME", "Yul Poe").replace("ZH", "尤尔·坡")
    offices = "- {id: pilot, en: [pilot], zh: [引航员]SOLE}\n"
    assert check(write(actors=ACTORS + rows, offices=offices.replace("SOLE", ""))) == []
    assert len(check(write(actors=ACTORS + rows, offices=offices.replace("SOLE", ", sole: true")))) == 2


_DAYS = st.none() | st.dates()


@given(_DAYS, _DAYS, _DAYS, _DAYS, st.dates())
def test_periods_that_cover_one_day_overlap(a: object, b: object, c: object, d: object, day: object) -> None:
    one, other = Period(a, b), Period(c, d)  # type: ignore[arg-type]
    assert overlap(one, other) == overlap(other, one)
    if one.covers(day) and other.covers(day):  # type: ignore[arg-type]
        assert overlap(one, other)
