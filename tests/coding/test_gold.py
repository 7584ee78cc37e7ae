"""The gold records as regression floors, and the constructions held to their own examples."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from overtone.coding import Coder
from overtone.coding.constructions import Row, rows
from overtone.coding.evaluation import Scores, score
from overtone.model import Document

from .conftest import PUBLISHED

GOLD = Path(__file__).parents[1] / "gold"
FLOORS: dict[str, dict[str, dict[str, float]]] = yaml.safe_load((GOLD / "floors.yaml").read_text("utf-8"))
LANGUAGES = pytest.mark.parametrize("language", sorted(FLOORS))


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def measured(coder: Coder, gold: list[dict[str, Any]]) -> dict[str, float]:
    """Scores in percent under the names of floors.yaml."""
    documents = [
        Document(id=r["id"], text=r["text"], language=r["lang"], published=date.fromisoformat(r["published"])) for r in gold
    ]
    scores: Scores = score(gold, {coded.id: coded for coded in coder.code(documents)})
    found = {
        "party P": scores.party.precision,
        "party F1": scores.party.f1,
        "act F1": scores.act.f1,
        "claim F1": scores.claim.f1,
        "status": scores.status.value,
        "mode": scores.mode.value,
        "date": scores.date.value,
    }
    return {name: 100 * value for name, value in found.items()}


@pytest.mark.parametrize(("language", "kind"), [(code, kind) for code in FLOORS for kind in FLOORS[code] if kind != "rows"])
def test_scores_do_not_fall(coder: Coder, language: str, kind: str) -> None:
    gold = records({"given": f"{language}.jsonl", "own": f"own-{language}.jsonl", "own-2": f"own-{language}-2.jsonl"}[kind])
    if kind == "given":
        gold = [record for record in gold if int(record["id"].rsplit("-", 1)[1]) % 2]
    found = measured(coder, gold)
    below = {name: (round(found[name], 1), floor) for name, floor in FLOORS[language][kind].items() if found[name] < floor}
    assert not below, "score, floor"


@LANGUAGES
def test_constructions_code_their_own_examples(coder: Coder, language: str) -> None:
    """An example must give an event of its row's act, a counter-example none of that row."""
    floors = FLOORS[language]["rows"]
    examples = [(row, text) for row in rows(language) for text in row.examples]
    counters = [(row, text) for row in rows(language) for text in row.counter]
    assert len(examples) > 100
    hit = [
        any(act == row.act for act, _ in found) for (row, _), found in zip(examples, acts(coder, language, examples), strict=True)
    ]
    spared = [
        all(rule != f"{language}.{row.id}" for _, rule in found)
        for (row, _), found in zip(counters, acts(coder, language, counters), strict=True)
    ]
    missed = [f"{row.id}: {text}" for (row, text), right in zip(examples, hit, strict=True) if not right]
    assert 100 * sum(hit) / len(hit) >= floors["examples"], missed
    assert 100 * sum(spared) / max(1, len(spared)) >= floors["counters"]


def acts(coder: Coder, language: str, given: list[tuple[Row, str]]) -> list[list[tuple[str, str]]]:
    """Act and rule of every event in each text."""
    documents = [Document(id=str(n), text=text, language=language, published=PUBLISHED) for n, (_, text) in enumerate(given)]
    return [[(event.act, event.rule) for event in coded.events] for coded in coder.code(documents)]


@LANGUAGES
def test_ids_of_constructions_are_unique(language: str) -> None:
    ids = [row.id for row in rows(language)]
    assert len(ids) == len(set(ids))
