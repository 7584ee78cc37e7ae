"""The report: what a run took and added, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chat_server import Response, chat_server, event, in_turn, reading, saying
from overtone.coding.second import Store, complaints, lines, summary

from .conftest import Runs, analysed, second_reader

MUTE = reading(lambda sentence: [])
FIVE = [f"China sanctioned {name}." for name in ("Orbis", "Moreau", "Weiss", "Lindqvist", "the European Union")]


def test_the_report_says_the_same_in_both_languages(run: Runs) -> None:
    lie = event("never said", "China", "SANCTION", "Orbis")
    result = run(FIVE, reading(lambda sentence: [lie]), price_in=2.0, price_out=10.0)
    english, chinese = (" ".join(lines(result.report, language)) for language in ("en", "zh"))
    for told in (english, chinese):
        assert "test-model" in told
        assert "0.0003" in told, "100 tokens at 2 and 10 at 10 a million"
    assert "quote not in the sentence 5" in english
    assert "引文不见于原句 5 条" in chinese


def test_what_a_brief_says_of_it_does_not_depend_on_the_cache(tmp_path: Path) -> None:
    with chat_server(MUTE) as server:
        told = []
        for _ in range(2):
            reader = second_reader(server.url, Store(tmp_path))
            reader.revise(analysed(FIVE))
            told.append([summary(reader.report, language) for language in ("en", "zh")])
    assert told[0] == told[1]


def test_tokens_are_estimated_where_the_server_does_not_count(run: Runs) -> None:
    usages: Sequence[Any] = (
        None,
        {},
        {"prompt_tokens": -5, "completion_tokens": "many"},
        {"prompt_tokens": True, "completion_tokens": 1},
    )
    for usage in usages:
        result = run(FIVE[:1], lambda request, usage=usage: saying('{"sentences": [{"id": "s1", "events": []}]}', usage=usage))
        assert result.report.estimated
        assert result.report.tokens_in > 500
    assert not run(FIVE[:1], MUTE).report.estimated


def test_nothing_to_ask(run: Runs) -> None:
    result = run(["It rained."], MUTE)
    assert result.server.requests == []
    assert len(lines(result.report, "en")) == len(lines(result.report, "zh")) == 1
    assert summary(result.report, "en") == []


def test_a_server_that_gets_well_is_forgiven(run: Runs) -> None:
    result = run(FIVE, in_turn(lambda request: Response(b"{}", 400), MUTE), batch=1)
    assert (result.report.unanswered, complaints(result.report, "en")) == (0, [])
