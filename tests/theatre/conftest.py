"""Small packs written for a test, and a cache folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HEADER = (
    "id: small\ntitle: {en: A small contest, zh: 小小的较量}\nsummary: {en: For tests., zh: 供测试用。}\nsides: [north, south]\n"
)
ACTORS = """\
- {id: north, name: Northland, kind: state, zh: 北国, adjectives: {en: [Northern]}}
- {id: south, name: Southland, kind: state, zh: 南国, adjectives: {en: [Southern]}}
- {id: ada, name: Ada Vale, kind: person, zh: 艾达·韦尔, role: "president of north, 2020-01-01.."}
"""
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERTONE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a pack: `write(chronicle="- …")` adds chronicle.yaml to a sound header and three actors."""

    def written(header: str = HEADER, actors: str = ACTORS, **parts: str) -> Path:
        folder = tmp_path / "small"
        folder.mkdir(exist_ok=True)
        (folder / "theatre.yaml").write_text(header, encoding="utf-8")
        (folder / "actors.yaml").write_text(actors, encoding="utf-8")
        for part, text in parts.items():
            (folder / f"{part}.yaml").write_text(text, encoding="utf-8")
        return folder

    return written
