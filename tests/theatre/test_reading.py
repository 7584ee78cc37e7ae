"""Reading packs: the shorthands of rows, and errors that name file, line, key and the mend."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from overtone.errors import InputError
from overtone.theatre import load
from overtone.theatre.rows import MAX_DEPTH, read_rows

from .conftest import ACTORS, Write


def test_shorthands_are_written_out(write: Write) -> None:
    theatre = load(
        write(
            chronicle="- {id: a1, source: north, act: SANCTION, mode: tariff, target: south, day: 2024-05-01,\n"
            "   summary: {en: Tariffs., zh: 关税。}, citation: {publisher: Gazette, date: 2024-05-02}}\n"
        )
    )
    ada = next(actor for actor in theatre.actors if actor.id == "ada")
    (act,) = theatre.chronicle
    assert ada.names["zh"] == ("艾达·韦尔",)
    assert ada.roles[0].title["en"] == ("president",)
    assert ada.party_on(date(2024, 1, 1)) == "north"  # a person without a party takes that of the role
    assert act.when == (date(2024, 5, 1), date(2024, 5, 1))
    assert act.publishers == ("Gazette",)


def test_words_that_yaml_takes_for_booleans_stay_words(write: Write) -> None:
    theatre = load(write(actors=ACTORS + "- {id: no, name: Norland, kind: state, zh: 诺国, en: [On, Yes]}\n"))
    assert next(actor for actor in theatre.actors if actor.id == "no").names["en"] == ("On", "Yes")


@pytest.mark.parametrize(
    ("row", "line", "problem", "mend"),
    [
        ("- {id: x, nme: X, kind: firm}", 4, "unknown key «nme»", "write «name»"),
        ("- id: x\n  name: X\n  kind: frim", 6, "kind: ", "see the fields of Actor"),
        ("- {id: x, kind: firm}", 4, "name", "see the fields of Actor"),
        ("- just words", 4, "the row is no mapping", "write «- id: …»"),
        ("- {id: x, name: X, kind: person, role: king}", 4, "cannot read the role «king»", "president of us"),
        ("- {id: x, name: X, kind: person, role: presidnt of north}", 4, "unknown office «presidnt»", "write «president»"),
        ("- {id: x, id: y}", 4, "repeats the key «id»", "keep one"),
        ("- {id: &anchor x}", 4, "uses an anchor", "write the value out"),
        ("- {id: !!python/name:os.system x}", 4, "uses the tag", "remove the tag"),
        ("- {id: x, since: 2024-02-30}", 4, "is no day of the calendar", "YYYY-MM-DD"),
        ("- {id: [", 5, "is not YAML", "mend the indentation"),
        ("--- \n- {id: x}", 4, "holds a second document", "one YAML document"),
    ],
)
def test_errors_say_where_what_and_how_to_mend(write: Write, row: str, line: int, problem: str, mend: str) -> None:
    folder = write(actors=ACTORS + row + "\n")
    with pytest.raises(InputError) as caught:
        load(folder)
    assert caught.value.place == f"{folder / 'actors.yaml'}:{line}"
    assert problem in caught.value.problem
    assert mend in caught.value.mend
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff\xfe- id", "is not UTF-8"),
        (("[" * (MAX_DEPTH + 2)).encode(), "is nested deeper"),
        (b"id: x\n", "holds no list"),
        (b"- \x00", "is not YAML"),
    ],
)
def test_hostile_files_are_refused(write: Write, data: bytes, problem: str) -> None:
    folder = write()
    (folder / "products.yaml").write_bytes(data)
    with pytest.raises(InputError, match=problem):
        load(folder)


def test_json_lines_are_rows_too(write: Write, tmp_path: Path) -> None:
    folder = write()
    (folder / "products.jsonl").write_text('{"id": "p", "name": "P"}\n\n{"id": "q", "name": \n', encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(folder)
    assert caught.value.place.endswith("products.jsonl:3")


def test_what_is_no_theatre_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"is no theatre; give a folder with theatre\.yaml, or one of eu-china-ev, us-china-chips, world"
    ):
        load("nowhere")
    with pytest.raises(InputError, match="is missing"):
        load(tmp_path)


# Alphabets that reach YAML's structure: pure noise would hardly ever be a list.
_YAML = st.text(alphabet="-{}[],:&*!|>'\"#% \n\tabc012é中\x00\u2028", max_size=80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.one_of(_YAML, st.text(max_size=60)), suffix=st.sampled_from([".yaml", ".jsonl"]))
@example(text="- ? [a]\n  : b", suffix=".yaml")
@example(text="- {? {a: b} : c}", suffix=".yaml")
@example(text="[" * 5000, suffix=".jsonl")
def test_any_text_gives_rows_or_an_input_error(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_text(text, encoding="utf-8", newline="")
    rows = []
    with contextlib.suppress(InputError):  # nothing else may be raised
        rows = read_rows(path)
    assert all(isinstance(row.value, dict) and row.line >= 1 for row in rows)
