"""What an analyst may mend: the instructions, the words, the policy. They name what the codebook names, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

from overtone.coding.second.answer import opened
from overtone.coding.second.endpoint import Kind
from overtone.coding.second.policy import load
from overtone.coding.second.prompt import instructions, schema, version
from overtone.data import read
from overtone.errors import InputError
from overtone.model import ACTS, STATUSES

LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_instructions_name_every_act_mode_and_status(language: str) -> None:
    text = instructions(language)
    for act in ACTS.values():
        line = re.search(rf"^- {act.id}[:：](.*?)(?=^- |^#)", text, re.MULTILINE | re.DOTALL)
        assert line is not None, act.id
        modes = re.split(r"Modes:|方式：", line[1])[1]
        assert set(re.findall(r"[a-z][a-z-]+", re.sub(r"（.*?）", "", modes))) == set(act.modes), act.id
    for status in STATUSES:
        assert re.search(rf"\b{status}[:：]", text), status


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_that_the_instructions_show_is_one(language: str) -> None:
    shown = re.findall(r'`(\{"sentences": \[\{"id": "s1", "events".*?)`', instructions(language), re.DOTALL)
    found = opened(shown[0], ["s1"])
    assert found is not None
    (event,) = found[0]["s1"]
    properties = schema()["properties"]["sentences"]["items"]["properties"]["events"]["items"]["properties"]
    assert list(event) == ["quote", "source", "act", "mode", "target", "status"]
    assert set(event) == set(properties)


def test_a_language_without_instructions_has_the_english_ones() -> None:
    assert instructions("fr") == instructions("en") != instructions("zh")
    assert version("zh") != version("en")


def test_the_form_of_the_answer_is_closed() -> None:
    """OpenAI's strict mode wants every key required and no other allowed, all the way down."""

    def objects(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict):
            if node.get("type") == "object":
                yield node
            for value in node.values():
                yield from objects(value)

    found = list(objects(schema()))
    assert len(found) == 3
    for each in found:
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])
    json.dumps(schema())


def test_both_languages_say_the_same_with_the_same_values() -> None:
    def leaves(node: Any, path: str = "") -> dict[str, frozenset[str]]:
        if isinstance(node, dict):
            return {key: value for name, child in node.items() for key, value in leaves(child, f"{path}.{name}").items()}
        return {path: frozenset(re.findall(r"\{(\w*)\}", node))}

    english, chinese = (read(dict[str, Any], "overtone.coding.second", "words", f"{language}.yaml") for language in LANGUAGES)
    assert leaves(english) == leaves(chinese)
    assert set(english["failures"]) == set(get_args(Kind))


def test_every_key_of_the_policy_is_explained() -> None:
    text = files("overtone.coding.second").joinpath("policy.yaml").read_text("utf-8")
    for key in load().__struct_fields__:
        assert re.search(rf"^{key}:", text, re.MULTILINE)


def test_a_policy_of_ones_own_stands_in_for_some_values(tmp_path: Path) -> None:
    own = tmp_path / "policy.yaml"
    own.write_text("margin: 2\nrejections: drop\nweights: {added: 0}\n", "utf-8")
    policy, shipped = load(own), load()
    assert (policy.margin, policy.rejections, policy.weights.added) == (2, "drop", 0)
    assert (policy.batch, policy.weights.confirmed) == (shipped.batch, shipped.weights.confirmed)


def test_an_empty_policy_is_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text("# nothing\n", "utf-8")
    assert load(tmp_path / "policy.yaml") == load()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("margn: 1\n", "margn"),
        ("margin: much\n", "margin"),
        ("margin: -1\n", "margin"),
        ("rejections: forget\n", "forget"),
        ("weights: 3\n", "weights"),
        ("weights: {confirmd: 1}\n", "confirmd"),
        ("- margin\n", "no table"),
        ("margin: [\n", "no YAML"),
        (None, "cannot be read"),
    ],
)
def test_a_policy_that_does_not_fit_is_named(tmp_path: Path, text: str | None, said: str) -> None:
    own = tmp_path / "mine.yaml"
    if text is not None:
        own.write_text(text, "utf-8")
    with pytest.raises(InputError) as error:
        load(own)
    assert str(own) in str(error.value)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
