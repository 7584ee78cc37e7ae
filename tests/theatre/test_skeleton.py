"""`theatre new`: a skeleton that explains every key in both languages and passes the check; nothing is ever overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from overtone.errors import InputError
from overtone.model import Actor, Baseline, Citation, Dimension, Event, Product, RecordedFigure, Theatre
from overtone.theatre import check, create, load
from overtone.theatre.pack import PARTS, TABLES

# Fields that no editor writes: the mentions of an event come from articles; parts of a theatre are files of their own.
UNWRITTEN = {"mentions", *PARTS}
# Where an editor writes a field in a shorter way.
SHORT = {"parties": "party", "period": "since", "when": "day", "names": "en"}
NOUNS = {
    "actors": Actor,
    "products": Product,
    "chronicle": Event,
    "dimensions": Dimension,
    "baselines": Baseline,
    "figures": RecordedFigure,
    "theatre": Theatre,
}


@pytest.fixture
def strait(tmp_path: Path) -> Path:
    create("strait", tmp_path / "strait")
    return tmp_path / "strait"


def test_it_passes_the_check_as_it_is(strait: Path) -> None:
    assert check(strait) == []
    theatre = load(strait)
    assert theatre.id == "strait"
    assert all(getattr(theatre, part) for part in PARTS), "there is an example row of every part"


def test_it_has_every_file_that_a_pack_may_have(strait: Path) -> None:
    assert {path.stem for path in strait.iterdir()} == {"theatre", *PARTS, *TABLES}


@pytest.mark.parametrize(("part", "kind"), NOUNS.items())
def test_every_key_is_explained_in_both_languages(strait: Path, part: str, kind: type[msgspec.Struct]) -> None:
    comments = [line for line in (strait / f"{part}.yaml").read_text("utf-8").splitlines() if line.lstrip().startswith("#")]
    for field in msgspec.structs.fields(kind):
        if field.name in UNWRITTEN:
            continue
        keys = "|".join(filter(None, (field.name, SHORT.get(field.name))))
        at = next((n for n, line in enumerate(comments) if re.match(rf"# ([\w, ]*\b)?({keys})\b", line)), None)
        assert at is not None, field.name
        assert re.search(r"[\u4e00-\u9fff]", "".join(comments[at : at + 2])), field.name


def test_the_keys_of_a_citation_are_named(strait: Path) -> None:
    text = (strait / "chronicle.yaml").read_text("utf-8")
    assert all(re.search(rf"\b{field.name}\b", text) for field in msgspec.structs.fields(Citation))


@pytest.mark.parametrize("there", ["file", "empty folder", "folder", "link"])
def test_what_is_there_stays_as_it_is(tmp_path: Path, there: str) -> None:
    place = tmp_path / "strait"
    if there == "file":
        place.write_text("mine", "utf-8")
    elif there == "link":
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.mkdir()
        if there == "folder":
            (place / "actors.yaml").write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError, match="exists already; choose another"):
        create("strait", place)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["", "Strait", "the strait", "a/b", "..", "海峡", "-a", "a--b"])
def test_names_that_are_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="is no name for a theatre"):
        create(name, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_names_of_shipped_theatres_are_taken(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="comes with Overtone"):
        create("us-china-chips", tmp_path / "new")


def test_a_place_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        create("strait", tmp_path / "missing" / "strait")
    assert list(tmp_path.iterdir()) == []
