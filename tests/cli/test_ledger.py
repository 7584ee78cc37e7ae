"""`overtone add`, `events`, `signals` and `explain`, as a user runs them: on the shipped examples, in both languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .conftest import EXAMPLES, Overtone, one_line

THEATRE = ("--theatre", "us-china-chips")


@pytest.fixture(scope="module")
def home(overtone: Overtone, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chronicle with the shipped examples."""
    folder = tmp_path_factory.mktemp("chronicle") / "home"
    done = overtone("add", EXAMPLES, "--home", folder, *THEATRE)
    assert (done.code, done.err) == (0, "")
    return folder


def test_adding_again_adds_nothing(overtone: Overtone, home: Path) -> None:
    done = overtone("add", EXAMPLES, "--home", home, *THEATRE, "--json")
    counts = json.loads(done.out)
    assert (done.code, counts["documents"], counts["mentions"]) == (0, 0, 0)
    assert counts["known"] >= 14
    assert "新增 0 篇" in overtone("add", EXAMPLES, "--home", home, "--lang", "zh").out


def test_one_bad_file_is_named_and_the_rest_is_kept(overtone: Overtone, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    shutil.copy(EXAMPLES / "2025-04-10-en-tariff-125.md", folder)
    (folder / "empty.txt").write_text("")
    done = overtone("add", folder, "--home", tmp_path / "home", "--published", "2025-04-10", "--publisher", "Own", "--json")
    assert (done.code, json.loads(done.out)["documents"]) == (2, 1)
    assert one_line(done)
    assert "empty.txt" in done.err


def test_the_home_is_taken_from_the_environment(overtone: Overtone, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERTONE_HOME", str(home))
    assert overtone("events", "--source", "jensen-huang", "--limit", "1").out


def test_events_answer_to_names_in_both_languages(overtone: Overtone, home: Path) -> None:
    by_name = {
        name: json.loads(overtone("events", "--home", home, "--source", name, "--act", "consult", "--json").out)
        for name in ("Jensen Huang", "黄仁勋")
    }
    assert by_name["Jensen Huang"] == by_name["黄仁勋"] != []


def test_every_event_has_passages_that_stand_in_the_documents(overtone: Overtone, home: Path) -> None:
    from overtone.chronicle import Ledger

    texts = {document.id: document.text for document in Ledger(home).read().documents}
    events = json.loads(overtone("events", "--home", home, "--json").out)
    assert len(events) > 10
    for event in events:
        assert event["passages"]
        for passage in event["passages"]:
            assert texts[passage["document"]][passage["start"] : passage["end"]] == passage["text"]


@pytest.mark.parametrize(("lang", "word"), [("en", "told by"), ("zh", "来源")])
def test_events_in_words(overtone: Overtone, home: Path, lang: str, word: str) -> None:
    done = overtone("events", "--home", home, "--theme", "H20", "--since", "2025-04-09", "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert word in done.out


def test_no_event_is_an_answer(overtone: Overtone, home: Path) -> None:
    done = overtone("events", "--home", home, "--source", "nobody at all")
    assert (done.code, done.out) == (0, "")
    assert "no event answers to this" in done.err
    assert json.loads(overtone("events", "--home", home, "--source", "nobody at all", "--json").out) == []


def test_signals_come_with_a_score_that_is_the_sum_of_its_terms(overtone: Overtone, home: Path) -> None:
    done = overtone("signals", "--home", home, *THEATRE, "--top", "6", "--json")
    signals = json.loads(done.out)
    assert (done.code, len(signals)) == (0, 6)
    scores = [signal["score"] for signal in signals]
    assert scores == sorted(scores, reverse=True)
    for signal in signals:
        assert signal["score"] == pytest.approx(sum(term["times"] * term["weight"] for term in signal["terms"]))
        assert signal["surprise"]["bits"] == pytest.approx(sum(part["bits"] for part in signal["surprise"]["parts"]))


def test_signals_stand_on_a_day(overtone: Overtone, home: Path) -> None:
    out = overtone("signals", "--home", home, *THEATRE, "--as-of", "2025-04-11", "--top", "100", "--json").out
    published = {passage["published"] for signal in json.loads(out) for passage in signal["event"]["passages"]}
    assert max(published) <= "2025-04-11"


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ["score", "no record: 0.5", "passages"]), ("zh", ["得分", "没有任何记录时：0.5", "原文"])]
)
def test_explain_prints_the_sum_with_its_passages(overtone: Overtone, home: Path, lang: str, words: list[str]) -> None:
    first = json.loads(overtone("signals", "--home", home, *THEATRE, "--top", "1", "--json").out)[0]
    id = first["event"]["id"]
    done = overtone("explain", id, "--home", home, *THEATRE, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert all(word in done.out for word in words)
    assert f"{first['score']:.2f}" in done.out
    for part in first["surprise"]["parts"]:
        assert f"{part['bits']:.2f}" in done.out
    for passage in first["event"]["passages"]:
        assert " ".join(passage["text"].split()) in done.out


def test_explain_takes_the_first_letters_where_they_tell_one(overtone: Overtone, home: Path) -> None:
    signals = json.loads(overtone("signals", "--home", home, *THEATRE, "--top", "100", "--json").out)
    ids = [signal["event"]["id"] for signal in signals]
    events = json.loads(overtone("events", "--home", home, *THEATRE, "--json").out)
    every = [event["id"] for event in events]
    assert set(ids) <= set(every)
    id = ids[0]
    short = next(id[:n] for n in range(1, len(id) + 1) if sum(other.startswith(id[:n]) for other in every) == 1)
    explained = json.loads(overtone("explain", short, "--home", home, *THEATRE, "--json").out)
    assert explained["event"]["id"] == id
    for derivation in explained["derivation"]:
        prior = derivation["start"]
        for step in derivation["steps"]:
            assert step["probability"] == pytest.approx((step["seen"] + 4 * prior) / (step["trials"] + 4))
            prior = step["probability"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "no-such-event"], "no event has an id that begins so"),
        (["explain", "2025-04-1"], "give more letters"),
        (["events", "--act", "WALTZ"], "choose one of AGREE"),
        (["events", "--limit", "0"], "give 1 or more"),
        (["events", "--since", "yesterday"], "«yesterday» is no day"),
        (["events", "--status", "maybe"], "maybe"),
        (["signals", "--as-of", "2020-01-01"], "the chronicle holds nothing of before that day"),
        (["signals", "--top", "0"], "give 1 or more"),
        (["add"], "no source given"),
        (["add", "no-such-file.txt"], "no-such-file.txt"),
    ],
)
def test_mistakes(overtone: Overtone, home: Path, arguments: list[str], said: str) -> None:
    done = overtone(*arguments, "--home", home)
    assert (done.code, done.out) == (2, "")
    assert one_line(done)
    assert said in done.err


def test_a_damaged_chronicle_is_named_by_every_command(overtone: Overtone, home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(home, broken)
    for log in (broken / "documents" / "_delta_log").glob("*.json"):
        log.write_text("nonsense{")
    for arguments in (["events"], ["signals"], ["explain", "x"], ["add", EXAMPLES]):
        done = overtone(*arguments, "--home", broken)
        assert (done.code, done.out) == (2, "")
        assert one_line(done)
        assert str(broken) in done.err
