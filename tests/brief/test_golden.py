"""The whole brief of a small made-up contest, in every form and language, as an analyst would get it.

The files in `__snapshots__` are the expected pages: read them. After a meant change renew them with `pytest tests/brief --snapshot-update`
and read the difference.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from overtone.brief import FORMATS, Language, assemble, render

from . import case

_STYLE = re.compile(r"<style>.*?</style>|style-src '[^']*'", re.DOTALL)


def _page(suffix: str) -> type[SingleFileSnapshotExtension]:
    """Snapshots as files that open in a browser or an editor."""

    class Page(SingleFileSnapshotExtension):
        file_extension = suffix
        _write_mode = WriteMode.TEXT

    return Page


@pytest.mark.parametrize("suffix", ["html", "md", "json"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("inputs", [case.inputs, case.empty], ids=["case", "empty"])
def test_brief(inputs: Any, language: Language, suffix: str, snapshot: SnapshotAssertion) -> None:
    text = render(assemble(inputs(language)), FORMATS[f".{suffix}"])
    # The looks may change without the words: the style sheet and its hash are left out.
    assert _STYLE.sub("", text) == snapshot(extension_class=_page(suffix))
