"""Articles in, a brief out: the shipped examples, all the way through, in every form and language."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import EXAMPLES, Overtone, one_line

ASKED = ("--theatre", "us-china-chips", "--as-of", "2025-04-19")


@pytest.fixture(scope="module", params=["en", "zh"])
def brief(request: pytest.FixtureRequest, overtone: Overtone, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The brief of the examples as JSON."""
    out = tmp_path_factory.mktemp("brief") / "brief.json"
    done = overtone("brief", EXAMPLES, *ASKED, "--lang", request.param, "-o", out)
    assert (done.code, done.out, done.err) == (0, "", "")
    tree: dict[str, Any] = json.loads(out.read_text("utf-8"))
    assert tree["language"] == request.param
    return tree


def test_every_quote_stands_in_its_document(brief: dict[str, Any]) -> None:
    texts = {document["document"]: document["text"] for document in brief["documents"]}
    assert brief["quotes"]
    for quote in brief["quotes"]:
        assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["text"]


def test_reprints_are_collapsed(brief: dict[str, Any]) -> None:
    reprints = [document for document in brief["documents"] if document["copy_of"]]
    assert {document["publisher"] for document in reprints} & {"Tamar Post", "Harbour Wire"}
    assert {document["publisher"] for document in reprints} & {"北岸科技", "环港通讯社"}
    assert len(reprints) == 2
    copies = {document["document"] for document in reprints}
    assert not [quote for quote in brief["quotes"] if quote["document"] in copies]


def test_the_reported_and_denied_meeting_is_shown_with_both_sides(brief: dict[str, Any]) -> None:
    meeting = [each for each in brief["contradictions"] if "Liang Wenfeng" in each["subject"] or "梁文锋" in each["subject"]]
    assert meeting
    assert meeting[0]["kind"] == "disputed"
    sources = {document["document"]: Path(document["origin"]).name for document in brief["documents"]}
    quotes = {quote["id"]: sources[quote["document"]] for quote in brief["quotes"]}
    told, denied = ({quotes[id] for id in side["quotes"]} for side in meeting[0]["sides"])
    assert told == {"2025-04-18-zh-shanghai-mayor.md"}
    assert denied == {"2025-04-19-zh-liang-denied.md"}


def test_what_was_done_is_told(brief: dict[str, Any]) -> None:
    """A few acts that nobody who has read the examples would leave out."""
    told = {(event["source"]["id"], event["act"], (event["target"] or {}).get("id")) for event in brief["events"]}
    ends = {frozenset((source, target)) for source, act, target in told if act == "CONSULT"}
    assert frozenset(("he-lifeng", "jensen-huang")) in ends
    assert frozenset(("ren-hongbin", "jensen-huang")) in ends
    assert ("jensen-huang", "CONSULT", "cn") in told


def test_departures_carry_the_baseline_of_the_article(brief: dict[str, Any]) -> None:
    quotes = {quote["id"]: quote["text"] for quote in brief["quotes"]}
    departures = [*brief["departures"], *(each for signal in brief["signals"] for each in signal["departures"])]
    dress = [
        (quotes[each["quote"]], quotes[each["baseline"]])
        for each in departures
        if each["dimension"] == "dress" and each["baseline"]
    ]
    assert any(("suit" in now and "jacket" in usual) or ("西装" in now and "皮夹克" in usual) for now, usual in dress)


def test_the_theatre_is_said(brief: dict[str, Any]) -> None:
    assert brief["theatre"] == "us-china-chips"
    assert any("as asked for" in fact["text"] or "由使用者指定" in fact["text"] for fact in brief["read"])


def test_the_theatre_is_chosen_by_the_actors_that_are_named(overtone: Overtone) -> None:
    done = overtone("brief", EXAMPLES / "2025-04-17-zh-huang-beijing.md", "--lang", "zh")
    assert done.code == 0
    assert "中美芯片之争；因文章提及其中当事方最多而选用" in done.out


def test_where_no_theatre_has_an_actor_the_world_is_taken(overtone: Overtone) -> None:
    done = overtone(
        "brief", "-", "--as-of", "2025-04-18", given="Norway's parliament criticised Iceland on Tuesday over the fishing deal.\n"
    )
    assert done.code == 0
    assert "The world" in done.out or "World" in done.out


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_html_and_markdown(overtone: Overtone, tmp_path: Path, lang: str) -> None:
    for suffix, start in ((".html", "<!doctype html>"), (".md", "# ")):
        out = tmp_path / f"brief{suffix}"
        done = overtone("brief", EXAMPLES, *ASKED, "--lang", lang, "-o", out)
        assert (done.code, done.err) == (0, "")
        assert out.read_text("utf-8").startswith(start)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brief.html", "brief.md"]


def test_without_a_file_the_brief_goes_to_standard_output_as_markdown(overtone: Overtone) -> None:
    done = overtone("brief", EXAMPLES / "2025-04-18-zh-shanghai-mayor.md", "--lang", "zh")
    assert done.code == 0
    assert done.out.startswith("# ")
    assert "上海市市长龚正" in done.out


def test_what_appeared_after_the_day_is_left_out_and_named(overtone: Overtone) -> None:
    done = overtone("brief", EXAMPLES, "--theatre", "us-china-chips", "--as-of", "2025-04-10")
    assert (
        "2025-04-19-zh-liang-denied.md: published on 19 April 2025, after the day of the brief, and left out"
        in done.out.replace("\\", "")
    )
    assert "梁文锋" not in done.out


def test_an_article_without_a_day_is_read_as_of_the_day_of_the_brief(overtone: Overtone, tmp_path: Path) -> None:
    article = tmp_path / "undated.txt"
    article.write_text("黄仁勋抵京\n\n英伟达公司首席执行官黄仁勋昨天抵达北京。中国贸促会会长任鸿斌会见了黄仁勋。\n", "utf-8")
    done = overtone("brief", article, "--as-of", "2025-04-18", "--lang", "zh")
    assert "未注明发表日期，按2025年4月18日发表处理" in done.out
    assert "2025年4月17日" in done.out, "«yesterday» is counted from there"


def test_nothing_to_tell_is_said_so(overtone: Overtone) -> None:
    done = overtone(
        "brief",
        "-",
        "--as-of",
        "2025-04-18",
        given="Rain is expected in the north, with sunshine in the south later in the day.\n",
    )
    assert done.code == 0
    assert "No act found" in done.out


def test_the_same_call_gives_the_same_bytes(overtone: Overtone) -> None:
    one, two = (overtone("brief", EXAMPLES / "2025-04-18-zh-column-suit.md", "--as-of", "2025-04-19") for _ in range(2))
    assert one == two


def test_an_existing_brief_stays_where_a_new_one_cannot_be_made(overtone: Overtone, tmp_path: Path) -> None:
    out = tmp_path / "brief.html"
    out.write_text("the old one")
    done = overtone("brief", tmp_path / "missing.txt", "-o", out)
    assert done.code == 2
    assert one_line(done)
    assert out.read_text() == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]


def test_a_folder_in_the_place_of_the_file(overtone: Overtone, tmp_path: Path) -> None:
    (tmp_path / "brief.html").mkdir()
    done = overtone("brief", EXAMPLES / "2025-04-10-en-tariff-125.md", "-o", tmp_path / "brief.html")
    assert done.code == 2
    assert one_line(done)
    assert "cannot be written" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"], "nothing partial is left"


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes there")
@pytest.mark.parametrize("command", [("code", EXAMPLES), ("brief", EXAMPLES, *ASKED), ("theatre", "list")])
def test_a_reader_that_stops_reading_is_no_error(command: tuple[object, ...]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "overtone.cli.main", *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    _, err = (
        process.communicate(timeout=120) if process.stdout is None else (None, process.stderr.read() if process.stderr else b"")
    )
    assert process.wait(120) == 0
    assert err == b""
