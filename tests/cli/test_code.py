"""The contract of `overtone code`: JSON lines in, one JSON line a document out, to the letter."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import EXAMPLES, Overtone, one_line

DOCUMENT = {"id", "lang", "events", "claims", "departures", "figures"}
EVENT = {"source", "act", "mode", "target", "status", "date", "theme", "amounts", "reporter", "evidence", "rule"}
ACTOR = {"id", "name", "mention", "span", "names", "party"}
PARTY = {"id", "name", "names"}
AMOUNT = {"value", "unit", "text", "span"}
CLAIM = {"holder", "topic", "stance", "amounts", "evidence"}
DEPARTURE = {"dimension", "text", "evidence", "baseline"}
FIGURE = {"value", "unit", "what", "whose", "when", "evidence"}
# What a line may say beyond the contract.
BEYOND = {"confidence", "high", "bound", "kind"}

RECORDS: list[dict[str, Any]] = [
    {"id": "c", "text": "中国商务部9日宣布对原产于美国的所有进口商品加征34%关税。", "lang": "zh", "published": "2025-04-09"},
    {
        "id": "a",
        "text": "The United States imposed new export controls on China on Wednesday.",
        "published": "2025-04-18T09:00:00-04:00",
    },
    {"text": "Rain is expected."},
    {
        "id": "b",
        "text": "黄仁勋17日访问北京。",
        "publisher": "甲报",
        "title": "来访",
        "url": "https://a.example/1",
        "mood": {"deep": [1]},
    },
]


def coded(overtone: Overtone, records: list[dict[str, Any]], *more: str) -> list[dict[str, Any]]:
    done = overtone("code", "-", *more, given="".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    assert (done.code, done.err) == (0, "")
    return [json.loads(line) for line in done.out.splitlines()]


@pytest.fixture(scope="module")
def lines(overtone: Overtone) -> list[dict[str, Any]]:
    return coded(overtone, RECORDS)


@pytest.fixture(scope="module")
def examples(overtone: Overtone) -> list[dict[str, Any]]:
    done = overtone("code", EXAMPLES, "--theatre", "us-china-chips")
    assert done.code == 0
    return [json.loads(line) for line in done.out.splitlines()]


def test_one_line_a_document_in_the_order_of_the_input(lines: list[dict[str, Any]]) -> None:
    assert [line["id"] for line in lines if line["id"] in "abc"] == ["c", "a", "b"]
    assert len(lines) == len(RECORDS)
    assert lines[2]["id"], "without an id the text's hash stands for it"
    assert lines[2]["events"] == []
    assert [line["lang"] for line in lines] == ["zh", "en", "en", "zh"]


def test_acts_of_both_languages(lines: list[dict[str, Any]]) -> None:
    found = [
        (event["source"]["party"]["name"], event["act"], event["target"]["party"]["name"])
        for line in lines
        for event in line["events"]
    ]
    assert ("China", "SANCTION", "United States") in found
    assert ("United States", "SANCTION", "China") in found
    assert ("NVIDIA", "CONSULT", "China") in found


def test_days_are_counted_from_the_day_of_publication(lines: list[dict[str, Any]]) -> None:
    event = next(event for event in lines[1]["events"] if event["act"] == "SANCTION")
    assert event["date"] == ["2025-04-16", "2025-04-16"], "the Wednesday before Friday, 18 April 2025"


def keys(node: dict[str, Any], contract: set[str]) -> None:
    assert contract <= set(node) <= contract | BEYOND


def actor(node: dict[str, Any] | None) -> None:
    if node is not None:
        keys(node, ACTOR)
        assert set(node["party"]) == PARTY


def test_keys_are_those_of_the_contract(lines: list[dict[str, Any]], examples: list[dict[str, Any]]) -> None:
    kinds = {"events": EVENT, "claims": CLAIM, "departures": DEPARTURE, "figures": FIGURE}
    seen: set[str] = set()
    for line in (*lines, *examples):
        assert set(line) == DOCUMENT
        for kind, contract in kinds.items():
            for node in line[kind]:
                seen.add(kind)
                keys(node, contract)
                for end in ("source", "target", "reporter", "holder", "whose"):
                    actor(node.get(end))
                for amount in node.get("amounts", ()):
                    keys(amount, AMOUNT)
    assert seen == set(kinds), "the examples have some of each"


def test_values_are_those_of_the_codebook(examples: list[dict[str, Any]]) -> None:
    events = [event for line in examples for event in line["events"]]
    assert {event["status"] for event in events} <= {"actual", "future", "considered", "denied", "historical"}
    assert {claim["stance"] for line in examples for claim in line["claims"]} <= {"for", "against", "neutral"}
    assert all(event["rule"].split(".")[0] in ("en", "zh") for event in events)
    assert all(event["date"] is None or event["date"][0] <= event["date"][1] for event in events)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.get("id", "none"))
def test_spans_are_of_the_text_that_was_given(overtone: Overtone, record: dict[str, Any]) -> None:
    text = record["text"]
    (line,) = coded(overtone, [record])
    for event in line["events"]:
        for end in (event["source"], event["target"], event["reporter"]):
            if end is not None:
                assert text[slice(*end["span"])] == end["mention"]
        for amount in event["amounts"]:
            assert text[slice(*amount["span"])] == amount["text"]
        assert text[slice(*event["evidence"])].strip()


@pytest.mark.parametrize(
    ("text", "name"),
    [("Zorblatt criticised China on Tuesday.", "Zorblatt"), ("佐布拉特公司批评中国。", "佐布拉特公司")],
)
def test_entities_of_the_caller_are_actors(overtone: Overtone, text: str, name: str) -> None:
    record = {"text": text, "entities": [{"start": 0, "end": len(name), "name": "Zorblatt Incorporated", "kind": "firm"}]}
    (line,) = coded(overtone, [record])
    sources = [(event["source"]["mention"], event["source"]["name"]) for event in line["events"] if event["act"] == "ACCUSE"]
    assert sources == [(name, "Zorblatt Incorporated")]


def test_a_known_theatre_may_be_named(overtone: Overtone) -> None:
    (line,) = coded(overtone, [RECORDS[3]], "--theatre", "world")
    assert line["id"] == "b"


def test_a_bad_record_is_named_and_the_others_are_coded(overtone: Overtone) -> None:
    given = '{"id": "a", "text": "China banned imports from Japan."}\n{"id": "b"}\nnot JSON\n{"id": "c", "text": "Rain."}\n'
    done = overtone("code", "-", given=given)
    assert done.code == 2
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["a", "c"]
    assert done.err.count("overtone: ") == done.err.count("\n") == 2


def test_several_processes_give_the_same_lines_in_the_same_order(overtone: Overtone) -> None:
    given = "".join(json.dumps({**RECORDS[n % 4], "id": f"{n}"}, ensure_ascii=False) + "\n" for n in range(600))  # three batches
    one, three = overtone("code", "-", given=given), overtone("code", "-", "--jobs", 3, given=given)
    assert (three.code, three.err) == (0, "")
    assert three.out == one.out
    assert [json.loads(line)["id"] for line in one.out.splitlines()] == [f"{n}" for n in range(600)]


def test_no_processes_are_no_number_of_processes(overtone: Overtone) -> None:
    done = overtone("code", "-", "--jobs", 0, given="Rain.")
    assert (done.code, done.out) == (2, "")
    assert one_line(done)
