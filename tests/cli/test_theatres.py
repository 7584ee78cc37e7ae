"""The main job on every contest alike: on the chips, on the electric cars, and where a theatre holds nothing at all."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import overtone as package
from overtone.theatre import WORLD, load, shipped

from .conftest import EXAMPLES, Overtone

ARTICLES = Path(__file__).parent / "articles"
EMPTY = 'id: nothing\ntitle: {en: "Nothing yet", zh: "尚无内容"}\nsummary: {en: "An empty pack.", zh: "空资料包。"}\n'


class Contest(NamedTuple):
    """Articles on one contest, the day of the brief, and acts that nobody who has read them would leave out."""

    theatre: str
    articles: Path
    as_of: str
    told: set[tuple[str, str, str]]


CONTESTS = {
    "us-china-chips": Contest(
        "us-china-chips", EXAMPLES, "2025-04-19", {("jensen-huang", "CONSULT", "cn"), ("he-lifeng", "CONSULT", "jensen-huang")}
    ),
    "eu-china-ev": Contest(
        "eu-china-ev",
        ARTICLES,
        "2026-02-12",
        {
            ("eu.commission", "CONCEDE", "volkswagen-anhui"),
            ("cn.commerce-ministry", "SANCTION", "eu"),
            ("cn.commerce-ministry", "ACCUSE", "eu.commission"),
            ("friedrich-merz", "CONSULT", "wang-chuanfu"),
        },
    ),
    "nothing": Contest("nothing", ARTICLES, "2026-02-12", {("cn.commerce-ministry", "SANCTION", "eu")}),
}


def _brief(overtone: Overtone, tmp_path: Path, *arguments: object) -> dict[str, Any]:
    out = tmp_path / "brief.json"
    done = overtone("brief", *arguments, "-o", out)
    assert (done.code, done.out, done.err) == (0, "", "")
    tree: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return tree


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("contest", CONTESTS.values(), ids=list(CONTESTS))
def test_articles_in_a_brief_out(overtone: Overtone, tmp_path: Path, contest: Contest, language: str) -> None:
    asked: object = contest.theatre
    if contest.theatre not in shipped():
        asked = tmp_path / contest.theatre
        (tmp_path / contest.theatre).mkdir()
        (tmp_path / contest.theatre / "theatre.yaml").write_text(EMPTY, "utf-8")
    tree = _brief(overtone, tmp_path, contest.articles, "--theatre", asked, "--as-of", contest.as_of, "--lang", language)
    assert tree["theatre"] == contest.theatre
    told = {(event["source"]["id"], event["act"], (event["target"] or {}).get("id")) for event in tree["events"]}
    symmetric = {(target, act, source) for source, act, target in told if act == "CONSULT"}
    assert contest.told <= told | symmetric
    assert tree["signals"]
    texts = {document["document"]: document["text"] for document in tree["documents"]}
    assert all(texts[quote["document"]][quote["start"] : quote["end"]] == quote["text"] for quote in tree["quotes"])


@pytest.mark.parametrize("contest", [contest for name, contest in CONTESTS.items() if name in shipped()], ids=lambda c: c.theatre)
def test_the_theatre_is_found_from_the_articles_alone(overtone: Overtone, tmp_path: Path, contest: Contest) -> None:
    assert _brief(overtone, tmp_path, contest.articles, "--as-of", contest.as_of)["theatre"] == contest.theatre


def test_the_history_of_a_theatre_is_what_a_signal_is_measured_against(overtone: Overtone, tmp_path: Path) -> None:
    tree = _brief(overtone, tmp_path, ARTICLES, "--theatre", "eu-china-ev", "--as-of", "2026-02-12")
    exempted = next(signal for signal in tree["signals"] if "Volkswagen Anhui" in json.dumps(signal))
    assert "the record of the European Commission" in json.dumps(exempted)


def test_no_code_knows_which_theatre_runs() -> None:
    """No string of the code is the id of a theatre or of an actor that only a theatre has (help and docstrings name examples)."""
    packs = [load(name) for name in shipped() if name != WORLD]
    world = {actor.id for actor in load(WORLD).actors}
    own = {pack.id for pack in packs} | {actor.id for pack in packs for actor in pack.actors} - world
    for path in Path(package.__file__).parent.rglob("*.py"):
        constants = {node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)}
        assert not own & {value for value in constants if isinstance(value, str)}, path
