"""A document twice as long takes twice the work: counted in lines of our own code that are run, not in seconds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from overtone.coding import Coder
from overtone.coding.coder import coded
from overtone.language import language
from overtone.model import Document

GOLD = Path(__file__).parents[1] / "gold"
ROOM = 0.03  # share by which the work a sentence may grow in a text four times as long


def document(tongue: str, times: int) -> Document:
    """The first records of a language in one document, so many times."""
    texts = [json.loads(line)["text"] for line in (GOLD / f"own-{tongue}.jsonl").read_text("utf-8").splitlines()[:24]]
    return Document(id="long", text="\n".join(texts * times), language=tongue, published=date(2025, 4, 18))


def work(task: Callable[[], object]) -> int:
    """Lines of our own code that a task runs, each turn of a loop counted."""
    lines = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace if "overtone" in frame.f_code.co_filename else None

    sys.settrace(trace)
    try:
        task()
    finally:
        sys.settrace(None)
    return lines


def linking(coder: Coder, given: Document) -> Callable[[], object]:
    """Finding who is named, with what a name's form gives away and what refers back."""
    linker, _ = coder._reader(given.language)
    sentences = language(given.language).sentences(given.text)
    return lambda: linker.link(given, sentences)


def extraction(coder: Coder, given: Document) -> Callable[[], object]:
    """All that is told of a document that was read."""
    (analysis,) = coder.analyse([given])
    return lambda: coded(analysis)


@pytest.mark.parametrize("tongue", ["en", "zh"])
@pytest.mark.parametrize(("stage", "times"), [(linking, 8), (extraction, 3)], ids=["linking", "extraction"])
def test_work_grows_with_the_text(
    coder: Coder, stage: Callable[[Coder, Document], Callable[[], object]], times: int, tongue: str
) -> None:
    short, long = (stage(coder, document(tongue, times * factor)) for factor in (1, 4))
    stage(coder, document(tongue, 1))()  # what is compiled at first use is compiled
    assert work(long) < 4 * work(short) * (1 + ROOM)
