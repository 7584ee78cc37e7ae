"""The ledger: what was read, kept from run to run, and asked for as happenings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from overtone.chronicle.merging import merge
from overtone.chronicle.store import Store, default_home
from overtone.chronicle.tables import NOUNS, SEPARATOR, folded, names, rows
from overtone.chronicle.telling import either_way
from overtone.model import CodedDocument, Document, Event, EventMention, Status

if TYPE_CHECKING:
    import duckdb

_SEALED = """
CREATE TEMP TABLE sealed AS
SELECT document, min(version) AS version FROM documents {chosen} GROUP BY document"""
# Where two processes wrote one document at the same time, the lesser version counts, and of equal rows one.
_ROWS = """
SELECT document, any_value(noun) AS noun FROM {table} SEMI JOIN sealed USING (document, version)
GROUP BY document, position ORDER BY document, position"""
_DOCUMENTS = """
SELECT document, any_value(noun) AS noun, any_value(coded_language) AS language FROM documents
SEMI JOIN sealed USING (document, version) GROUP BY document ORDER BY document"""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which happenings are asked for; what is None is not asked.

    `source` and `target` are an actor's id or any of its names, in either language, or those of its party; the ends of symmetric acts are looked
    for either way round. `since` and `until` bound the days of the happening, or of its news where it has none, both included. `theme` is a
    name of what it was about, `text` stands in a passage that tells it. `limit` keeps the latest.
    """

    source: str | None = None
    target: str | None = None
    act: str | None = None
    mode: str | None = None
    status: Status | None = None
    since: date | None = None
    until: date | None = None
    theme: str | None = None
    text: str | None = None
    limit: int | None = None


class Added(msgspec.Struct, frozen=True):
    """What an `add` wrote: new documents, those that were known already, and the mentions of the new ones."""

    documents: int
    known: int
    mentions: int


class Kept(msgspec.Struct, frozen=True):
    """Documents of the ledger with what was coded in them, in the same order."""

    documents: tuple[Document, ...] = ()
    coded: tuple[CodedDocument, ...] = ()


class Ledger:
    """A folder of tables of documents, mentions, claims, departures and figures. Any number of processes may add at once."""

    def __init__(self, home: Path | None = None) -> None:
        """`home` is the folder; without it `OVERTONE_HOME`, else ~/.local/share/overtone. Raises InputError."""
        self._store = Store(home if home is not None else default_home())

    @property
    def folder(self) -> Path:
        """Where the tables lie."""
        return self._store.folder

    def add(self, documents: Sequence[Document], coded: Sequence[CodedDocument]) -> Added:
        """Keep documents with what was coded in them; those whose id the ledger knows are passed over.

        A document's own row is written last, and rows without it are not read: what was broken off is as if it had not been. Raises
        InputError where the folder cannot be read or written.
        """
        by_id = {each.id: each for each in coded}
        known = self.known(document.id for document in documents)
        fresh = {document.id: document for document in reversed(documents) if document.id not in known}
        batch: dict[str, list[dict[str, Any]]] = {}
        for document in documents:
            if fresh.pop(document.id, None) is None:
                continue
            found = by_id.get(document.id, CodedDocument(id=document.id, language=document.language))
            for table, lines in rows(document, found).items():
                batch.setdefault(table, []).extend(lines)
        if batch:
            self._store.append(batch)
        new = len(batch.get("documents", ()))
        return Added(new, len(documents) - new, len(batch.get("mentions", ())))

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that the ledger holds."""
        with self._store.reading() as connection:
            asked = list(dict.fromkeys(ids))
            return {
                id
                for (id,) in connection.execute(
                    "SELECT document FROM documents WHERE document IN (SELECT unnest(?))", [asked]
                ).fetchall()
            }

    def read(self, ids: Iterable[str] | None = None) -> Kept:
        """The documents with these ids, or all of them, exactly as they were added."""
        with self._store.reading() as connection:
            if ids is None:
                connection.execute(_SEALED.format(chosen=""))
            else:
                connection.execute(_SEALED.format(chosen="WHERE document IN (SELECT unnest(?))"), [list(ids)])
            return _kept(connection)

    def events(self, query: Query | None = None, recorded: Sequence[Event] = ()) -> list[Event]:
        """The happenings asked for, in order of time, with all their mentions, whichever of them answers to the query.

        Those that are among `recorded` acts go by the record's ids. Raises InputError.
        """
        query = query or Query()
        with self._store.reading() as connection:
            condition, values = _narrowed(query)
            connection.execute(_SEALED.format(chosen=""))
            if condition:
                connection.execute(_TOLD.format(condition=condition), values)
                connection.execute("DELETE FROM sealed WHERE document NOT IN (SELECT document FROM told)")
            kept = _kept(connection, ("mentions",))
        return answering(query, kept, merge(kept.coded, collapsed(kept.documents), recorded))


# All documents that tell of the parties between whom a mention asked for passes: its happening may be told by others in other words.
_TOLD = """
CREATE TEMP TABLE told AS
WITH pairs AS (
    SELECT DISTINCT act, least(source_party, coalesce(target_party, '')) AS one, greatest(source_party, coalesce(target_party, '')) AS other
    FROM mentions SEMI JOIN sealed USING (document, version) WHERE {condition})
SELECT DISTINCT document FROM mentions JOIN pairs ON mentions.act = pairs.act
AND least(source_party, coalesce(target_party, '')) = one AND greatest(source_party, coalesce(target_party, '')) = other"""


def _narrowed(query: Query) -> tuple[str, list[str]]:
    """What every happening asked for must show in one of its mentions: a condition and its values."""
    conditions, values = [], []
    if query.act is not None:
        conditions.append("act = ?")
        values.append(query.act.upper())
    for asked in (query.source, query.target):
        if asked is not None:
            conditions.append("(contains(source_names, ?) OR contains(coalesce(target_names, ''), ?))")
            values += [_whole(asked)] * 2
    return " AND ".join(conditions), values


def _whole(name: str) -> str:
    return folded([name]) or SEPARATOR


def _kept(connection: duckdb.DuckDBPyConnection, tables: Sequence[str] = ("mentions", "claims", "departures", "figures")) -> Kept:
    found: dict[str, dict[str, list[Any]]] = {}
    for table in tables:
        decode = msgspec.json.Decoder(NOUNS[table]).decode
        by_document: dict[str, list[Any]] = {}
        for document, noun in connection.execute(_ROWS.format(table=table)).fetchall():
            by_document.setdefault(document, []).append(decode(noun))
        found[table] = by_document
    decode = msgspec.json.Decoder(Document).decode
    documents, coded = [], []
    for id, noun, language in connection.execute(_DOCUMENTS).fetchall():
        documents.append(decode(noun))
        parts = {("events" if table == "mentions" else table): tuple(nouns.get(id, ())) for table, nouns in found.items()}
        coded.append(CodedDocument(id=id, language=language, **parts))
    return Kept(tuple(documents), tuple(coded))


def collapsed(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents with reprints marked that were added in different runs, besides those that were known when they were added."""
    from overtone.corpus import copies

    marked = copies(documents)
    return tuple(
        each if found.copy_of is None or each.copy_of is not None else found
        for each, found in zip(documents, marked, strict=True)
    )


def answering(query: Query, kept: Kept, events: Iterable[Event]) -> list[Event]:
    """Those of the events that answer to the query."""
    documents = {document.id: document for document in kept.documents}
    found = [event for event in events if _plain(query, event) and _named(query, event) and _told(query, event, documents)]
    if query.limit is None:
        return found
    latest = sorted(found, key=lambda event: (_news(event, documents)[1] or date.min, event.id))[
        max(0, len(found) - query.limit) :
    ]
    ids = {event.id for event in latest}
    return [event for event in found if event.id in ids]


def _news(event: Event, documents: dict[str, Document]) -> tuple[date | None, date | None]:
    """First and last day of the event; of its news where it has none."""
    published = [day for mention in event.mentions if (day := documents[mention.document].published) is not None]
    return event.when or (min(published, default=None), max(published, default=None))


def _plain(query: Query, event: Event) -> bool:
    asked = ((query.act.upper() if query.act else None, event.act), (query.mode, event.mode), (query.status, event.status))
    themes = folded(event.theme)
    return all(wanted in (None, value) for wanted, value in asked) and (query.theme is None or _whole(query.theme) in themes)


def _named(query: Query, event: Event) -> bool:
    """Do source and target answer to the names asked for, in any one mention?"""
    return any(_ends_named(query, mention) for mention in event.mentions)


def _ends_named(query: Query, mention: EventMention) -> bool:
    source, target = names(mention.source), names(mention.target)
    ways = [(source, target), (target, source)] if either_way(mention.act, mention.mode) else [(source, target)]
    wanted = [None if each is None else _whole(each) for each in (query.source, query.target)]
    return any(all(name is None or name in end for name, end in zip(wanted, way, strict=True)) for way in ways)


def _told(query: Query, event: Event, documents: dict[str, Document]) -> bool:
    """Is it of the days asked for, and told in the words asked for?"""
    first, last = _news(event, documents)
    if query.since is not None and (last is None or last < query.since):
        return False
    if query.until is not None and (first is None or first > query.until):
        return False
    if query.text is None:
        return True
    wanted = query.text.casefold()
    passages = (documents[mention.document].text[slice(*mention.evidence)] for mention in event.mentions)
    return any(wanted in passage.casefold() for passage in passages)
