"""What a language model is told: the instructions of prompts/<language>.md, the sentences as JSON, and the form of the answer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from overtone.coding.second.question import Question
from overtone.model import ACTS, STATUSES

_FALLBACK = "en"

Message = dict[str, str]


@cache
def instructions(language: str) -> str:
    """The instructions in a language; in English where there are none in it."""
    folder = files("overtone.coding.second").joinpath("prompts")
    own = folder.joinpath(f"{language}.md")
    return (own if own.is_file() else folder.joinpath(f"{_FALLBACK}.md")).read_text("utf-8")


@cache
def version(language: str) -> str:
    """What changes when the instructions or the form of the answer do."""
    form = msgspec.json.encode(schema(), order="sorted")
    return hashlib.sha256(instructions(language).encode() + form).hexdigest()[:16]


def messages(questions: Sequence[Question]) -> list[Message]:
    """The two messages of one call; the sentences are s1, s2 … and all of one language."""
    asked = [{"id": f"s{number}", **question.asked()} for number, question in enumerate(questions, 1)]
    return [
        {"role": "system", "content": instructions(questions[0].document.language)},
        {"role": "user", "content": msgspec.json.encode({"sentences": asked}).decode()},
    ]


def schema() -> dict[str, Any]:
    """The answer as a JSON schema: strict, so every key is required and no other is allowed."""
    modes = sorted({mode for act in ACTS.values() for mode in act.modes})
    event = _object(
        quote={"type": "string"},
        source={"type": "string"},
        act={"type": "string", "enum": list(ACTS)},
        mode={"type": ["string", "null"], "enum": [*modes, None]},
        target={"type": ["string", "null"]},
        status={"type": "string", "enum": list(STATUSES)},
    )
    sentence = _object(id={"type": "string"}, events={"type": "array", "items": event})
    return _object(sentences={"type": "array", "items": sentence})


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
