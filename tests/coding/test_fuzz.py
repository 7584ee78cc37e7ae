"""The fuzzer of tools/fuzz.py: it runs, keeps quiet about sound code, and its own checks can fail."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from .conftest import Reads

FUZZ = Path(__file__).parents[2] / "tools" / "fuzz.py"


@pytest.fixture(scope="module")
def fuzz() -> Any:
    spec = importlib.util.spec_from_file_location("fuzz", FUZZ)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_few_rounds_break_no_promise(language: str) -> None:
    done = subprocess.run(
        [sys.executable, str(FUZZ), "--language", language, "--rounds", "12", "--seed", "7"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert f"{language}: 12 texts, 0 broken promises" in done.stderr


def test_a_wrong_offset_is_found(fuzz: Any, reads: Reads) -> None:
    text = "The United States imposed tariffs of 34% on China."
    coded = reads(text)
    assert list(fuzz.broken_offsets(coded, text)) == []
    (event,) = coded.events
    source = msgspec.structs.replace(event.source, span=(0, 3))
    wrong = msgspec.structs.replace(event, source=source, evidence=(3, len(text) + 1))
    assert len(list(fuzz.broken_offsets(msgspec.structs.replace(coded, events=(wrong,)), text))) == 2


def test_every_mutation_takes_any_text(fuzz: Any) -> None:
    import random

    for mutation in fuzz.MUTATIONS:
        for text in ("x", "中", "\ud800", "a b. c", "对华，"):
            assert isinstance(mutation(random.Random(1), text, text), str)
