"""What is added comes back exactly, once, whoever adds at the same time; and a damaged folder is told of in one line."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overtone.chronicle import Added, Ledger, Query, default_home
from overtone.chronicle.store import Store
from overtone.chronicle.tables import TABLES, rows
from overtone.errors import InputError
from overtone.model import (
    Amount,
    Claim,
    CodedDocument,
    Departure,
    Document,
    EventMention,
    Figure,
    GivenEntity,
    Party,
    Reference,
)

from .small import ADA, LUMEN, MINISTER, MINISTRY, NORTH, SOUTH, coded, day, document, mention


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "chronicle")


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_SPAN = st.tuples(st.integers(0, 9), st.integers(9, 99))
_DAYS = st.one_of(st.none(), st.tuples(st.dates(), st.dates()))
_NUMBER = st.floats(allow_nan=False, allow_infinity=False)
_PARTY = st.builds(Party, st.one_of(st.none(), _TEXT), _TEXT, st.lists(_TEXT, max_size=2).map(tuple))
_ACTOR = st.builds(
    Reference, st.one_of(st.none(), _TEXT), _TEXT, _TEXT, _SPAN, st.lists(_TEXT, max_size=2).map(tuple), _PARTY,
    st.sampled_from(["state", "person", "other"]),
)  # fmt: skip
_AMOUNTS = st.lists(
    st.builds(Amount, _NUMBER, _TEXT, _TEXT, _SPAN, st.one_of(st.none(), _NUMBER), st.sampled_from([None, "about", "over"])),
    max_size=1,
).map(tuple)


def _coded(id: str) -> st.SearchStrategy[CodedDocument]:
    own = st.just(id)
    events = st.builds(
        EventMention, document=own, evidence=_SPAN, source=_ACTOR, act=st.sampled_from(["CONSULT", "SANCTION"]), rule=_TEXT,
        target=st.one_of(st.none(), _ACTOR), mode=st.one_of(st.none(), _TEXT), status=st.sampled_from(["actual", "denied"]),
        when=_DAYS, theme=st.lists(_TEXT, max_size=2).map(tuple), amounts=_AMOUNTS, reporter=st.one_of(st.none(), _ACTOR),
        confidence=_NUMBER,
    )  # fmt: skip
    claims = st.builds(
        Claim,
        document=own,
        evidence=_SPAN,
        holder=_ACTOR,
        topic=_TEXT,
        stance=st.sampled_from(["for", "against"]),
        amounts=_AMOUNTS,
    )
    departures = st.builds(
        Departure, document=own, dimension=_TEXT, text=_TEXT, evidence=_SPAN, baseline=st.one_of(st.none(), _SPAN)
    )
    figures = st.builds(
        Figure,
        document=own,
        value=_NUMBER,
        unit=_TEXT,
        what=_TEXT,
        evidence=_SPAN,
        whose=st.one_of(st.none(), _ACTOR),
        when=_DAYS,
    )
    return st.builds(
        CodedDocument,
        id=own,
        language=st.sampled_from(["en", "zh"]),
        events=st.lists(events, max_size=3).map(tuple),
        claims=st.lists(claims, max_size=2).map(tuple),
        departures=st.lists(departures, max_size=2).map(tuple),
        figures=st.lists(figures, max_size=2).map(tuple),
    )


def _document(id: str) -> st.SearchStrategy[Document]:
    maybe = st.one_of(st.none(), _TEXT)
    entity = st.builds(GivenEntity, st.integers(0, 9), st.integers(0, 9), _TEXT)
    return st.builds(
        Document, id=st.just(id), text=_TEXT, language=st.sampled_from(["en", "zh"]), title=maybe, publisher=maybe, url=maybe,
        published=st.one_of(st.none(), st.dates()), zone=maybe, entities=st.lists(entity, max_size=1).map(tuple),
        origin=_TEXT, copy_of=maybe,
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.tuples(_document("a"), _document("b")), st.tuples(_coded("a"), _coded("b")))
def test_what_is_added_comes_back_exactly(documents: tuple[Document, ...], found: tuple[CodedDocument, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder))
        ledger.add(documents, found)
        kept = ledger.read()
    assert kept.documents == documents
    assert kept.coded == found


def test_adding_again_changes_nothing(ledger: Ledger) -> None:
    tariff = mention("a", NORTH, "SANCTION", SOUTH, mode="tariff", when=day(17))
    assert ledger.add([document("a")], coded(tariff)) == Added(1, 0, 1)
    before = ledger.read()
    assert ledger.add([document("a"), document("b")], coded(tariff)) == Added(1, 1, 0)
    assert ledger.read(["a"]) == before
    assert [each.id for each in ledger.read().documents] == ["a", "b"]


def test_a_document_twice_in_one_batch_is_kept_once(ledger: Ledger) -> None:
    tariff = mention("a", NORTH, "SANCTION", SOUTH)
    assert ledger.add([document("a"), document("a")], coded(tariff)) == Added(1, 1, 1)
    assert len(ledger.read().coded[0].events) == 1


_ADDER = """
import sys
from pathlib import Path
from overtone.chronicle import Ledger
from tests.chronicle.small import NORTH, SOUTH, coded, document, mention
for n in range(4):
    for id in (f"{sys.argv[2]}-{n}", f"shared-{n}"):
        Ledger(Path(sys.argv[1])).add([document(id)], coded(mention(id, NORTH, "SANCTION", SOUTH)))
"""


def test_processes_that_add_at_once_lose_and_double_nothing(ledger: Ledger) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _ADDER, str(ledger.folder)]
    adders = [subprocess.Popen([*command, name], cwd=root, stderr=subprocess.PIPE) for name in ("x", "y")]
    errors = [adder.communicate()[1].decode() for adder in adders]
    assert [adder.returncode for adder in adders] == [0, 0], errors
    kept = ledger.read()
    own = {f"{name}-{n}" for name in ("x", "y") for n in range(4)}
    assert {each.id for each in kept.documents} == own | {f"shared-{n}" for n in range(4)}
    assert [len(each.events) for each in kept.coded] == [1] * 12


def test_what_was_broken_off_is_as_if_it_had_not_been(ledger: Ledger) -> None:
    ledger.add([document("a")], coded(mention("a", NORTH, "SANCTION", SOUTH)))
    Store(ledger.folder).append({table: lines for table, lines in _rows("b").items() if table != "documents"})
    assert [each.id for each in ledger.read().documents] == ["a"]
    assert [m.document for event in ledger.events() for m in event.mentions] == ["a"]
    ledger.add([document("b")], coded(mention("b", NORTH, "SANCTION", SOUTH)))
    assert [len(each.events) for each in ledger.read().coded] == [1, 1]


def _rows(id: str) -> dict[str, list[dict[str, Any]]]:
    (found,) = coded(mention(id, NORTH, "SANCTION", SOUTH))
    return rows(document(id), found)


def test_the_tables_can_be_read_by_other_tools(ledger: Ledger) -> None:
    import duckdb
    from deltalake import DeltaTable

    ledger.add([document("a")], coded(mention("a", MINISTRY, "SANCTION", SOUTH, when=day(17))))
    files = DeltaTable(str(ledger.folder / "mentions")).file_uris()
    row = duckdb.execute("SELECT source, source_party, act, target, since FROM read_parquet(?)", [files]).fetchone()
    assert row == ("ministry", "north", "SANCTION", "south", date(2031, 5, 17))


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    text = "Northland’s ministry put Prism chips under control. Ada Vale met Bo Lindqvist."
    documents = [document("a", text=text), document("b", published=25), document("c", published=9)]
    found = coded(
        mention("a", MINISTRY, "SANCTION", SOUTH, mode="tariff", when=day(17), theme=("Prism",)),
        mention("b", NORTH, "SANCTION", SOUTH, mode="tariff", when=day(17)),
        mention("a", ADA, "CONSULT", MINISTER, at=52, mode="meet", status="denied"),
        mention("c", LUMEN, "ACCUSE", NORTH),
    )
    ledger.add(documents, found)
    return ledger


@pytest.mark.parametrize(
    ("query", "acts"),
    [
        (Query(), ["SANCTION", "ACCUSE", "CONSULT"]),
        (Query(source="north"), ["SANCTION", "CONSULT"]),
        (Query(source="北国", act="sanction"), ["SANCTION"]),
        (Query(source="ministry of trade"), ["SANCTION"]),
        (Query(source="艾达·韦尔"), ["CONSULT"]),
        (Query(source="Bo Lindqvist", target="ada"), ["CONSULT"]),
        (Query(source="south"), []),
        (Query(target="NORTH"), ["ACCUSE", "CONSULT"]),
        (Query(target="nort"), []),
        (Query(target="Northland"), ["ACCUSE"]),
        (Query(mode="tariff"), ["SANCTION"]),
        (Query(status="denied"), ["CONSULT"]),
        (Query(theme="prism"), ["SANCTION"]),
        (Query(text="ADA V"), ["CONSULT"]),
        (Query(text="ada v", status="actual"), []),
        (Query(text="Prism chips met"), []),
        (Query(since=date(2031, 5, 18)), ["CONSULT"]),
        (Query(until=date(2031, 5, 16)), ["ACCUSE"]),
        (Query(limit=1), ["CONSULT"]),
    ],
)
def test_queries(filled: Ledger, query: Query, acts: list[str]) -> None:
    assert sorted(event.act for event in filled.events(query)) == sorted(acts)


def test_a_happening_found_comes_with_all_that_tell_it(filled: Ledger) -> None:
    (event,) = filled.events(Query(source="ministry"))
    assert {mention.document for mention in event.mentions} == {"a", "b"}


def test_reprints_added_on_another_day_are_one_voice(ledger: Ledger) -> None:
    text = " ".join(f"word{n}" for n in range(60))
    for id, publisher in (("a", "Courier"), ("b", "Relay")):
        found = coded(mention(id, NORTH, "SANCTION", SOUTH, when=day(17)))
        ledger.add([document(id, published=18, publisher=publisher, text=text)], found)
    assert [event.publishers for event in ledger.events()] == [("Courier",)]


def test_a_folder_that_is_not_there_reads_as_empty_and_is_not_made(ledger: Ledger) -> None:
    assert ledger.events() == []
    assert not ledger.folder.exists()


@pytest.mark.parametrize("damage", ["cut", "gone", "log"])
def test_a_damaged_folder_is_named(filled: Ledger, damage: str) -> None:
    table = filled.folder / "mentions"
    (part,) = table.glob("*.parquet")
    (log,) = (table / "_delta_log").glob("*.json")
    if damage == "cut":
        part.write_bytes(part.read_bytes()[:40])
    elif damage == "gone":
        part.unlink()
    else:
        log.write_text("nonsense{")
    with pytest.raises(InputError, match="the chronicle cannot be read") as caught:
        filled.events()
    assert str(caught.value).startswith(str(filled.folder))
    assert "\n" not in str(caught.value)


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("")
    with pytest.raises(InputError, match="the chronicle cannot be"):
        Ledger(place).add([document("a")], [])


@pytest.mark.parametrize("name", ["with space", "中文", "a#b", "a?b*", "it's"])
def test_odd_names_of_folders_do(tmp_path: Path, name: str) -> None:
    ledger = Ledger(tmp_path / name)
    ledger.add([document("a")], [])
    assert [each.id for each in ledger.read().documents] == ["a"]


def test_a_name_that_delta_cannot_take_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="choose a folder"):
        Ledger(tmp_path / "a[1]")


def test_where_the_chronicle_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERTONE_HOME", "/somewhere/own")
    assert default_home() == Path("/somewhere/own")
    monkeypatch.delenv("OVERTONE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert default_home() == Path("/data/overtone")


def test_a_row_says_what_its_noun_says() -> None:
    (row,) = _rows("a")["mentions"]
    assert set(row) == set(TABLES["mentions"])
    assert msgspec.json.decode(row["noun"], type=EventMention).source.key == row["source"]
