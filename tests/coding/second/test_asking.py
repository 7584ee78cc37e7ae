"""What the second reader is asked, how often, and what stops it; a server on this machine stands in for the model."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from chat_server import Request, Response, chat_server, event, knowing, reading, saying
from overtone.coding.second import Store, complaints, lines

from .conftest import Runs, analysed, second_reader

MUTE = reading(lambda sentence: [])
TEXT = "China sanctioned Orbis."
SANCTIONED = knowing({"China sanctioned Orbis": [event("China sanctioned Orbis", "China", "SANCTION", "Orbis")]})
FIVE = [f"China sanctioned {name}." for name in ("Orbis", "Moreau", "Weiss", "Lindqvist", "the European Union")]


@pytest.mark.parametrize(("batch", "calls"), [(1, 5), (2, 3), (8, 1)])
def test_sentences_are_asked_in_batches(run: Runs, batch: int, calls: int) -> None:
    result = run(FIVE, MUTE, batch=batch)
    assert result.report.calls == len(result.server.requests) == calls
    assert sorted(result.server.asked) == sorted(FIVE)


def test_languages_are_asked_apart_each_under_its_own_instructions(run: Runs) -> None:
    result = run(["China sanctioned Orbis.", "中国制裁了奥比斯。"], MUTE)
    systems = [request.body["messages"][0]["content"][:20] for request in result.server.requests]
    assert len(set(systems)) == 2


def test_what_a_batch_leaves_out_is_asked_once_more_alone(run: Runs) -> None:
    def half(request: Request) -> Response:
        answers = [{"id": each["id"], "events": []} for each in request.sentences[::2]]
        return saying(json.dumps({"sentences": answers}))

    result = run(FIVE, half)
    assert [len(request.sentences) for request in result.server.requests] == [5, 1, 1]
    assert result.report.unanswered == 0


def test_answers_are_kept_and_not_asked_for_again(run: Runs, tmp_path: Path) -> None:
    text = TEXT
    with chat_server(SANCTIONED) as server:
        runs = [second_reader(server.url, Store(tmp_path)) for _ in range(2)]
        told = [reader.revise(analysed([text])) for reader in runs]
    assert told[0] == told[1]
    assert len(server.requests) == 1
    assert [reader.report.cached for reader in runs] == [0, 1]
    assert [reader.report.calls for reader in runs] == [1, 0]
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o077 == 0, "answers hold passages: they are for their owner"


@pytest.mark.parametrize("damage", [b"", b"{", b"{}", b"\xff\xfe", b"[" * 50_000])
def test_a_damaged_answer_is_asked_for_again(run: Runs, tmp_path: Path, damage: bytes) -> None:
    with chat_server(SANCTIONED) as server:
        for _ in range(2):
            reader = second_reader(server.url, Store(tmp_path))
            reader.revise(analysed([TEXT]))
            for path in tmp_path.rglob("*.json"):
                path.write_bytes(damage)
    assert (len(server.requests), reader.report.changes) == (2, {"confirmed": 1})


def test_another_model_or_sentence_or_context_is_another_question(run: Runs) -> None:
    store = Store()
    with chat_server(MUTE) as server:
        second_reader(server.url, store).revise(analysed(["China sanctioned Orbis."]))
        second_reader(server.url, store).revise(analysed(["China sanctioned Orbis."], None))
        second_reader(server.url, store).revise(analysed(["It rained in China. China sanctioned Orbis."]))
        second_reader(server.url + "/", store).revise(analysed(["China sanctioned Orbis."]))
    assert len(server.requests) == 4


def test_a_reprint_costs_nothing(run: Runs) -> None:
    result = run(["China sanctioned Orbis."] * 3, MUTE)
    assert len(result.server.asked) == 1
    assert result.report.changes == {"rejected": 3}


# --- what stops it


def test_the_limit_of_calls(run: Runs) -> None:
    result = run(FIVE, MUTE, batch=1, calls=2)
    assert (len(result.server.requests), result.report.limit, result.report.unanswered) == (2, "calls", 3)
    assert len(result.events) == 5, "the first reader's events are there all the same"
    assert any("calls 2" in line and "--max-calls" in line for line in lines(result.report, "en"))
    assert any("2 次调用" in line and "--max-calls" in line for line in lines(result.report, "zh"))
    assert complaints(result.report, "en") == []


def test_the_limit_of_cost_holds_before_the_money_is_spent(run: Runs) -> None:
    free = run(FIVE, MUTE, batch=1, price_in=1.0, price_out=1.0)
    assert free.report.cost == pytest.approx(5 * 110 / 1e6)
    result = run(FIVE, MUTE, batch=1, price_in=1.0, price_out=1.0, cost=free.report.cost)
    assert result.report.limit == "cost"
    assert (result.report.cost or 0) <= (free.report.cost or 0)
    assert len(result.server.requests) < 5


def test_the_limit_of_seconds_ends_calls_under_way(run: Runs) -> None:
    never = threading.Event()
    result = run(FIVE, lambda request: saying("{}")._replace(hold=never), seconds=0.2)
    never.set()
    assert (result.report.limit, result.report.unanswered) == ("seconds", 5)
    assert len(result.events) == 5


def test_the_most_urgent_go_first(run: Runs) -> None:
    quote = "欧盟与中国之间的关税让奥比斯很头疼。"
    result = run([quote, "中国制裁了奥比斯。"], MUTE, calls=1, batch=1)
    assert result.server.asked == ["中国制裁了奥比斯。"]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (saying("I would rather not."), "reply"),
        (saying(""), "reply"),
        (saying(None), "reply"),
        (saying([{"type": "image"}]), "reply"),
        (saying('{"sentences": [{"id": "s1", "ev', finish_reason="length"), "cut"),
        (saying(None, message={"refusal": "I cannot help with that."}), "refusal"),
        (saying("", finish_reason="content_filter"), "refusal"),
    ],
)
def test_a_model_that_does_not_answer(run: Runs, reply: Response, reason: str) -> None:
    result = run(FIVE[:2], lambda request: reply)
    assert result.report.discarded == {reason: 3}, "the batch, and each sentence alone"
    assert (result.report.unanswered, len(result.events)) == (2, 2)
    assert [e.rule for e in result.events] == ["en.sanction.sanction"] * 2
    for language in ("en", "zh"):
        assert any("3" in line for line in lines(result.report, language))


def test_a_refusal_of_one_sentence_does_not_touch_the_others(run: Runs) -> None:
    def squeamish(request: Request) -> Response:
        if any("Moreau" in each["text"] for each in request.sentences):
            return saying(None, message={"refusal": "No."})
        return MUTE(request)

    result = run(FIVE, squeamish)
    assert result.report.unanswered == 1


def test_parts_of_a_message_are_put_together(run: Runs) -> None:
    text, quote = TEXT, TEXT[:-1]
    content = json.dumps({"sentences": [{"id": "s1", "events": [event(quote, "China", "SANCTION", "Orbis")]}]})
    result = run(text, lambda request: saying([{"type": "text", "text": content[:20]}, {"type": "text", "text": content[20:]}]))
    assert result.report.changes == {"confirmed": 1}
