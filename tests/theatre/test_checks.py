"""`overtone theatre check` finds each kind of fault, at its line, and says how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from overtone.theatre import check

from .conftest import ACTORS, HEADER, Write

SOURCED = "citation: {publisher: Gazette, date: 2024-05-02}"


def test_a_sound_pack_has_no_findings(write: Write) -> None:
    act = f"- {{id: a1, source: north, act: SANCTION, mode: tariff, target: south, day: 2024-05-01, {SOURCED}}}\n"
    usual = f"- {{actor: ada, dimension: dress, usual: {{en: a jacket, zh: 夹克}}, {SOURCED}}}\n"  # a dimension of the world pack
    assert check(write(chronicle=act, baselines=usual)) == []


@pytest.mark.parametrize(
    ("row", "key", "problem"),
    [
        ("- {id: x, name: Xanadu Works, kind: firm, zh: 上都厂, party: nobody}", "parties", "unknown party «nobody»"),
        (
            "- {id: x, name: Xan Ada, kind: person, zh: 赞·艾达, party: north, role: president of nowhere}",
            "roles",
            "unknown actor «nowhere»",
        ),
        (
            '- {id: x, name: Xan Ada, kind: person, zh: 赞·艾达, roles: ["president of south, 2020-01-01..2022-01-01",'
            ' "president of south, 2021-01-01.."]}',
            "roles",
            "two overlapping terms",
        ),
        (
            '- {id: x, name: Xan Ada, kind: person, zh: 赞·艾达, role: "president of south, 2022-01-01..2020-01-01"}',
            "roles",
            "ends (2020-01-01) before it begins",
        ),
        ("- {id: x, name: Xan Ada, kind: person, zh: 赞·艾达, party: [north, south]}", "parties", "at the same time"),
        ("- {id: x, name: Xanadu Works, kind: firm}", "names", "no Chinese name"),
        ("- {id: x, name: 上都厂, kind: firm, zh: 上都厂}", "name", "is not English"),
        ("- {id: x, name: Target, kind: firm, zh: 塔吉特}", "name", "«Target» is a common word"),
        ("- {id: x, name: Xanadu Works, kind: firm, zh: 发展}", "names", "«发展» is a common word"),
        ("- {id: x, name: Xanadu Works, kind: firm, zh: 上}", "names", "is too short"),
        ("- {id: x, name: Xanadu Works, kind: firm, zh: 北国}", "names", "is also a name of «north»"),
        ("- {id: x, name: White House, kind: firm, zh: 上都厂}", "name", "is also a name of «us.white-house»"),
        ("- {id: ada, name: Ada Vale the Second, kind: person, zh: 小艾达}", "id", "stands already at"),
    ],
)
def test_faults_of_actors(write: Write, row: str, key: str, problem: str) -> None:
    findings = [finding for finding in check(write(actors=ACTORS + row + "\n")) if finding.line == 4]
    assert [(finding.key, problem in finding.problem, bool(finding.mend)) for finding in findings] == [(key, True, True)]


def test_a_name_handed_on_is_no_fault(write: Write) -> None:
    rows = (
        '- {id: x, name: Xan the Elder, kind: person, en: Xan, zh: 老赞, role: "president of south, 2000-01-01..2009-12-31"}\n'
        '- {id: y, name: Xan the Younger, kind: person, en: Xan, zh: 小赞, role: "president of south, 2010-01-01.."}\n'
    )
    assert check(write(actors=ACTORS + rows)) == []


@pytest.mark.parametrize(
    ("fields", "key", "problem"),
    [
        (f"source: nobody, act: SANCTION, target: south, day: 2024-05-01, {SOURCED}", "source", "unknown actor «nobody»"),
        (f"source: north, act: SANKTION, target: south, day: 2024-05-01, {SOURCED}", "act", "unknown act «SANKTION»"),
        (f"source: north, act: SANCTION, mode: visit, target: south, day: 2024-05-01, {SOURCED}", "mode", "has no mode «visit»"),
        (f"source: north, act: SANCTION, day: 2024-05-01, {SOURCED}", "target", "SANCTION needs a target"),
        (f"source: north, act: SANCTION, target: south, {SOURCED}", "when", "no date"),
        (f"source: north, act: DEVELOP, when: [2024-05-02, 2024-05-01], {SOURCED}", "when", "the first day is after the last"),
        (f"source: north, act: DEVELOP, day: 2024-05-01, theme: [P2], {SOURCED}", "theme", "unknown product «P2»"),
        ("source: north, act: DEVELOP, day: 2024-05-01", "citations", "no citation"),
        ('source: north, act: DEVELOP, day: 2024-05-01, citation: {publisher: ""}', "citations", "without publisher"),
    ],
)
def test_faults_of_acts(write: Write, fields: str, key: str, problem: str) -> None:
    (finding,) = check(write(chronicle=f"- {{id: a1, {fields}}}\n"))
    assert (finding.key, finding.line) == (key, 1)
    assert problem in finding.problem
    assert finding.mend


def test_an_id_that_names_another_day_than_the_row(write: Write) -> None:
    row = f"- {{id: 2024-05-01-works, source: north, act: DEVELOP, when: [FIRST, 2024-05-03], {SOURCED}}}\n"
    (finding,) = check(write(chronicle=row.replace("FIRST", "2024-05-02")))
    assert (finding.key, finding.problem) == ("id", "the id names 2024-05-01, the row 2024-05-02")
    assert check(write(chronicle=row.replace("FIRST", "2024-04-30"))) == []


def test_states_that_patterns_and_groups_name_in_vain(write: Write) -> None:
    pattern = '- {id: court, name: "Court of {the}", zh: "{zh}法庭", states: [south, west]}\n'
    findings = check(write(patterns=pattern, groups="- {id: coast, states: [north, jp]}\n"))
    assert [(Path(finding.file).name, finding.key, finding.problem) for finding in findings] == [
        ("groups.yaml", "states", "no state «jp» in this pack"),
        ("patterns.yaml", "states", "no state «west» in this pack"),
    ]


def test_faults_of_other_parts(write: Write) -> None:
    folder = write(
        header=HEADER.replace("south]", "west]").replace(", zh: 小小的较量", ""),
        products="- {id: p, name: P1, maker: nobody}\n",
        baselines="- {actor: ada, dimension: colour, usual: {en: red, zh: 红}}\n",
        figures=f"- {{id: f, whose: nobody, what: {{en: share, zh: 份额}}, value: 0.1, unit: share, {SOURCED}}}\n",
    )
    assert [(finding.key, finding.problem) for finding in check(folder)] == [
        ("citations", "no citation"),
        ("dimension", "unknown dimension «colour»"),
        ("whose", "unknown actor «nobody»"),
        ("maker", "unknown actor «nobody»"),
        ("sides", "unknown actor «west»"),
        ("title", "no title in zh"),
    ]


def test_rows_that_cannot_be_read_are_findings_and_the_rest_is_checked(write: Write) -> None:
    folder = write(actors=ACTORS + "- {id: x, nme: X, kind: firm}\n- {id: y, name: Yonder Ltd, kind: firm}\n")
    assert [(finding.line, finding.key) for finding in check(folder)] == [(4, ""), (5, "names")]
