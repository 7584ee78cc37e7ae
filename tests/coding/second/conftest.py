"""A second reader of the small theatre, with a policy of its own, answers kept in memory, and no real pauses."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from chat_server import Behaviour, ChatServer, chat_server
from coding.small import coder
from overtone.coding.analysis import Analysis
from overtone.coding.second import Outside, Report, SecondReader, Store, endpoint, load
from overtone.model import Document, EventMention

NOW = datetime(2025, 4, 18, 12, 0, tzinfo=UTC)
Told = tuple[str, str, str | None, str, str]


class Pauses:
    """Pauses that take no time, and are remembered."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


class Result(NamedTuple):
    """What came of a run: the events of all documents, the report, the pauses taken, and what the server was asked."""

    events: list[EventMention]
    report: Report
    pauses: list[float]
    server: ChatServer

    @property
    def told(self) -> list[Told]:
        """Who did what to whom, how it stands, and which rule says so."""
        return [(e.source.name, e.act, e.target.name if e.target else None, e.status, e.rule) for e in self.events]


def analysed(texts: Sequence[str], published: date | None = date(2025, 4, 18)) -> list[Analysis]:
    """Texts read by the first reader, in Chinese where they hold a Chinese character."""
    documents = [
        Document(id=f"d{n}", text=text, language="zh" if any("一" <= c <= "鿿" for c in text) else "en", published=published)
        for n, text in enumerate(texts)
    ]
    found = {analysis.document.id: analysis for analysis in coder().analyse(documents)}
    return [found[document.id] for document in documents]


def second_reader(
    url: str, store: Store | None = None, pauses: Pauses | None = None, key: str | None = None, **more: Any
) -> SecondReader:
    """A second reader that asks about every sentence with a trigger; `more` are values of its policy."""
    policy = replace(load(), **{"margin": 30.0, "concurrency": 1, "timeout": 20.0, "first_pause": 1.0, **more})
    outside = Outside(time.monotonic, lambda: NOW, pauses or Pauses(), lambda: 0.5)
    return SecondReader(endpoint(url, "test-model", key), policy, store or Store(), outside)


Runs = Callable[..., Result]


@pytest.fixture
def run() -> Runs:
    """Have texts read by both readers, the second one a server that behaves as told."""

    def go(
        texts: str | Sequence[str], behave: Behaviour, *, store: Store | None = None, key: str | None = None, **more: Any
    ) -> Result:
        pauses = Pauses()
        with chat_server(behave) as server:
            reader = second_reader(server.url, store, pauses, key, **more)
            revised = reader.revise(analysed([texts] if isinstance(texts, str) else texts))
        return Result([event for document in revised for event in document], reader.report, pauses.taken, server)

    return go
