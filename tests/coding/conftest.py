"""One coder for all tests of this room, and one sentence in, its events out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from overtone.coding import Coder
from overtone.model import CodedDocument, Document, EventMention
from overtone.theatre import assemble

PUBLISHED = date(2025, 4, 18)
Told = list[tuple[str, str, str | None]]
Reads = Callable[..., CodedDocument]
Tells = Callable[..., Told]


@pytest.fixture(scope="session")
def coder() -> Coder:
    """A coder for the world and every shipped theatre."""
    return Coder(assemble())


@pytest.fixture(scope="session")
def reads(coder: Coder) -> Reads:
    """Read one text, in Chinese if it has a Chinese character."""

    def read(text: str, published: date | None = PUBLISHED) -> CodedDocument:
        language = "zh" if any("\u4e00" <= character <= "\u9fff" for character in text) else "en"
        (coded,) = coder.code([Document(id="t", text=text, language=language, published=published)])
        return coded

    return read


@pytest.fixture(scope="session")
def tells(reads: Reads) -> Tells:
    """Who did what to whom: (source, act, target) of each event, sorted."""

    def tell(text: str) -> Told:
        return sorted((named(event, "source") or "", event.act, named(event, "target")) for event in reads(text).events)

    return tell


def named(event: EventMention, end: str) -> str | None:
    actor = getattr(event, end)
    return actor.name if actor is not None else None
