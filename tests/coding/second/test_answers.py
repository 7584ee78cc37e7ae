"""What of an answer holds: nothing that does not stand in the sentence and in the codebook. Everything else is counted by reason."""

from __future__ import annotations

from typing import Any

import pytest

from chat_server import event
from overtone.coding.events import by_sentence
from overtone.coding.second.answer import checked, opened
from overtone.coding.second.policy import load
from overtone.coding.second.question import Question, questions

from .conftest import analysed

ENGLISH = "China sanctioned Orbis on Monday, and Washington accused China of bullying a firm that Zorblatt Industries owns."
CHINESE = "中国周一制裁了奥比斯，美国指责中国欺负一家由佐布拉特工业持有的企业。"


def question(text: str, number: int = 0) -> Question:
    """The question about a sentence of a text."""
    (analysis,) = analysed([text])
    found = questions(analysis, list(by_sentence(analysis)), load(), [(0, len(text))])
    return next(each for each in found if each.number == number)


def told(text: str, *events: Any) -> tuple[list[tuple[str, str, str | None, str]], dict[str, int]]:
    """The events that hold, with their passages, and what was thrown away."""
    asked = question(text)
    found = checked(asked, events)
    for heard in found.events:
        assert asked.sentence.span[0] <= heard.evidence[0] < heard.evidence[1] <= asked.sentence.span[1]
    return [
        (each.source.name, each.act, each.target.name if each.target else None, text[slice(*each.evidence)])
        for each in found.events
    ], dict(found.discarded)


def id_of(text: str, name: str) -> str:
    return next(f"a{n}" for n, actor in enumerate(question(text).actors, 1) if actor.name == name)


@pytest.mark.parametrize(
    ("text", "quote"), [(ENGLISH, "China sanctioned Orbis on Monday"), (CHINESE, "中国周一制裁了奥比斯")], ids=["en", "zh"]
)
def test_a_quote_becomes_a_passage(text: str, quote: str) -> None:
    right = event(quote, id_of(text, "China"), "SANCTION", id_of(text, "Orbis"))
    assert told(text, right) == ([("China", "SANCTION", "Orbis", quote)], {})


def test_punctuation_at_the_edges_of_a_quote_is_left_out() -> None:
    found, thrown = told(ENGLISH, event("China sanctioned Orbis on Monday,", "China", "SANCTION", "Orbis"))
    assert (found[0][3], thrown) == ("China sanctioned Orbis on Monday", {})


@pytest.mark.parametrize(
    ("said", "meant"),
    [("China", "China"), ("Washington", "United States"), ("United States", "United States"), ("washington", "United States")],
)
def test_actors_may_be_told_by_any_of_their_names(said: str, meant: str) -> None:
    found, thrown = told(ENGLISH, event("Washington accused China of bullying", said, "ACCUSE", "Orbis"))
    assert (found[0][0], thrown) == (meant, {})


@pytest.mark.parametrize(("text", "name"), [(ENGLISH, "Zorblatt Industries"), (CHINESE, "佐布拉特工业")], ids=["en", "zh"])
def test_an_actor_that_nobody_knows_is_taken_by_its_words(text: str, name: str) -> None:
    found = checked(question(text), [event(text[:14], name, "ACCUSE", "China")])
    (heard,) = found.events
    assert heard.source.mention == text[slice(*heard.source.span)] == name


LIES: list[tuple[str, Any]] = [
    ("quote", event("China apologised to Orbis", "China", "CONCEDE", "Orbis")),
    ("quote", event("china sanctioned orbis", "China", "SANCTION", "Orbis")),
    ("quote", event("", "China", "SANCTION", "Orbis")),
    ("quote", event(",", "China", "SANCTION", "Orbis")),
    ("quote", event("China", "China", "SANCTION", "Orbis")),
    ("actor", event("China sanctioned Orbis", "Japan", "SANCTION", "Orbis")),
    ("actor", event("China sanctioned Orbis", "China", "SANCTION", "European Union")),
    ("actor", event("China sanctioned Orbis", "a99", "SANCTION", "Orbis")),
    ("actor", event("China sanctioned Orbis", "hin", "SANCTION", "Orbis")),
    ("actor", event("China sanctioned Orbis", "a firm", "SANCTION", "Orbis")),
    ("actor", event("China sanctioned Orbis", "", "SANCTION", "Orbis")),
    ("act", event("China sanctioned Orbis", "China", "INVADE", "Orbis")),
    ("act", event("China sanctioned Orbis", "China", "sanction", "Orbis")),
    ("status", event("China sanctioned Orbis", "China", "SANCTION", "Orbis", "done")),
    ("target", event("China sanctioned Orbis", "China", "SANCTION", None)),
    ("same", event("China sanctioned Orbis", "China", "ACCUSE", "China")),
    ("unable", event("China sanctioned Orbis", "Orbis", "SANCTION", "China", mode="tariff")),
    ("malformed", {"quote": "China sanctioned Orbis"}),
    ("malformed", {**event("China sanctioned Orbis", "China", "SANCTION", "Orbis"), "quote": ["China sanctioned Orbis"]}),
    ("malformed", {**event("China sanctioned Orbis", "China", "SANCTION", "Orbis"), "source": {"id": "a1"}}),
    ("malformed", "China sanctioned Orbis"),
    ("malformed", None),
    ("malformed", 7),
]


@pytest.mark.parametrize(("reason", "lie"), LIES)
def test_what_does_not_hold_is_thrown_away_and_the_rest_stays(reason: str, lie: Any) -> None:
    right = event("Washington accused China of bullying", "Washington", "ACCUSE", "China")
    assert told(ENGLISH, lie, right) == (
        [("United States", "ACCUSE", "China", "Washington accused China of bullying")],
        {reason: 1},
    )


def test_a_mode_of_another_act_is_thrown_away_alone() -> None:
    found = checked(question(ENGLISH), [event("China sanctioned Orbis", "China", "SANCTION", "Orbis", mode="phone")])
    assert (found.events[0].mode, found.discarded) == (None, {"mode": 1})


def test_what_is_told_twice_counts_once_also_the_other_way_round_where_the_act_has_no_order() -> None:
    text = "Lindqvist met Moreau in Washington."
    met = event("Lindqvist met Moreau", "Lindqvist", "CONSULT", "Moreau")
    turned = event("Lindqvist met Moreau", "Moreau", "CONSULT", "Lindqvist")
    found, thrown = told(text, met, met, turned)
    assert (len(found), thrown) == (1, {"duplicate": 2})


def test_nobody_tells_a_hundred_events_in_a_sentence() -> None:
    _, thrown = told(ENGLISH, *[event("China sanctioned Orbis", "China", "SANCTION", "Orbis")] * 100)
    assert thrown == {"duplicate": 23, "surplus": 76}


def test_an_act_with_nobody_on_the_other_side() -> None:
    found, thrown = told(
        "Orbis unveiled the Q7 in China.", event("Orbis unveiled the Q7", "Orbis", "DEVELOP", None, mode="launch")
    )
    assert (found, thrown) == ([("Orbis", "DEVELOP", None, "Orbis unveiled the Q7")], {})


@pytest.mark.parametrize(
    "content",
    [
        '{"sentences": [{"id": "s1", "events": []}]}',
        '```json\n{"sentences": [{"id": "s1", "events": []}]}\n```',
        'Here you are:\n```\n{"sentences": [{"id": "s1", "events": []}]}\n```\nAnything else?',
        '<think>{"sentences": 3} or so</think>{"sentences": [{"id": "s1", "events": []}]}',
        'Sure! {"sentences": [{"id": "s1", "events": []}]} I hope that this helps.',
    ],
)
def test_json_is_found_in_whatever_stands_around_it(content: str) -> None:
    assert opened(content, ["s1"]) == ({"s1": []}, {})


# Patterns that retry every split of such a reply would need years.
TRAPS = ["```" + "\n" * 500_000, "<think>" * 200_000, "`" * 500_000, "```a\n" * 200_000, "{" * 500_000]


@pytest.mark.parametrize(
    "content",
    ["", "I cannot.", "{", "[]", "{}", '{"sentences": {}}', "null", "[" * 100_000, '{"a":' * 100_000, *TRAPS],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_answer(content: str) -> None:
    assert opened(content, ["s1"]) is None


def test_answers_to_what_was_not_asked_are_stray() -> None:
    content = '{"sentences": [{"id": "s9", "events": []}, {"id": "s1", "events": []}, {"id": "s1", "events": [1]}, {"id": 1}, 5]}'
    assert opened(content, ["s1", "s2"]) == ({"s1": []}, {"stray": 2, "malformed": 2})


def test_the_model_is_not_told_what_the_first_reader_made_of_it() -> None:
    asked = question(ENGLISH).asked()
    assert set(asked) == {"published", "before", "text", "actors"}
    assert "SANCTION" not in str(asked)
    assert asked["actors"][0] == {"id": "a1", "text": "China", "name": "China"}


def test_who_was_spoken_of_before_is_listed_where_a_sentence_may_leave_it_out() -> None:
    asked = question("中国制裁了奥比斯。还指责美国。", 1).asked()
    assert asked["before"] == "中国制裁了奥比斯。"
    assert {"中国", "美国"} <= {actor["text"] for actor in asked["actors"]}
