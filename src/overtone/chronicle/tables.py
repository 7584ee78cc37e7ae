"""What the ledger's tables hold: columns to query by, and with each row the noun itself, so that nothing is lost on the way back.

Columns are for whoever opens the tables with other tools; what Overtone reads back is `noun`, the noun's JSON. `document` and
`version` tie the rows of one document together: `version` is the hash of all that was stored of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, Literal

import msgspec

from overtone.chronicle.telling import either_way
from overtone.model import Claim, CodedDocument, Days, Departure, Document, EventMention, Figure, Reference

Kind = Literal["text", "integer", "number", "day", "truth"]
Row = dict[str, Any]
SEPARATOR = "\n"
"""Stands before, between and after the names of an actor, which hold no line breaks: `contains` then finds whole names only."""

_KEY: dict[str, Kind] = {"document": "text", "version": "text", "position": "integer"}
_PLACE: dict[str, Kind] = {"start": "integer", "stop": "integer"}
_END: dict[str, Kind] = {"": "text", "_name": "text", "_party": "text", "_names": "text"}


def _ends(*ends: str) -> dict[str, Kind]:
    return {end + part: kind for end in ends for part, kind in _END.items()}


TABLES: dict[str, dict[str, Kind]] = {
    "mentions": {
        **_KEY,
        **_PLACE,
        **_ends("source", "target", "reporter"),
        "act": "text",
        "mode": "text",
        "either_way": "truth",
        "status": "text",
        "since": "day",
        "until": "day",
        "themes": "text",
        "rule": "text",
        "confidence": "number",
        "noun": "text",
    },
    "claims": {**_KEY, **_PLACE, **_ends("holder"), "topic": "text", "stance": "text", "noun": "text"},
    "departures": {**_KEY, **_PLACE, "dimension": "text", "words": "text", "noun": "text"},
    "figures": {
        **_KEY,
        **_PLACE,
        **_ends("whose"),
        "value": "number",
        "unit": "text",
        "what": "text",
        "since": "day",
        "until": "day",
        "noun": "text",
    },
    # Last: a document's row is the seal on all that was written of it before.
    "documents": {
        "document": "text",
        "version": "text",
        "language": "text",
        "coded_language": "text",
        "title": "text",
        "publisher": "text",
        "url": "text",
        "published": "day",
        "copy_of": "text",
        "text": "text",
        "noun": "text",
    },
}
"""Columns by table, in the order in which tables are written."""

NOUNS: dict[str, type[Any]] = {
    "documents": Document,
    "mentions": EventMention,
    "claims": Claim,
    "departures": Departure,
    "figures": Figure,
}


def rows(document: Document, coded: CodedDocument) -> dict[str, list[Row]]:
    """The rows of one document by table."""
    encoded = msgspec.json.encode((document, coded))
    key = {"document": document.id, "version": blake2b(encoded, digest_size=8).hexdigest()}
    parts: Mapping[str, tuple[Iterable[Any], Callable[[Any], Row]]] = {
        "mentions": (coded.events, _mention),
        "claims": (coded.claims, _claim),
        "departures": (coded.departures, lambda each: {"dimension": each.dimension, "words": each.text}),
        "figures": (coded.figures, _figure),
    }
    found = {
        table: [
            {**key, "position": n, "start": each.evidence[0], "stop": each.evidence[1], **columns(each), "noun": _json(each)}
            for n, each in enumerate(nouns)
        ]
        for table, (nouns, columns) in parts.items()
    }
    found["documents"] = [{**key, **_document(document, coded), "noun": _json(document)}]
    return found


def names(reference: Reference | None) -> str:
    """Everything by which one may ask for an actor, folded, each name between line breaks: id, names, mention, and its party's."""
    if reference is None:
        return ""
    party = reference.party
    known = (reference.key, reference.name, reference.mention, *reference.names, party.id or "", party.name, *party.names)
    return folded(known)


def folded(parts: Sequence[str]) -> str:
    """Texts as one that `contains` can be asked for one of them."""
    kept = dict.fromkeys(" ".join(part.split()).casefold() for part in parts if part.strip())
    return SEPARATOR + SEPARATOR.join(kept) + SEPARATOR if kept else ""


def _end(end: str, reference: Reference | None) -> Row:
    if reference is None:
        return dict.fromkeys((end + part for part in _END), None)
    return {
        end: reference.key,
        f"{end}_name": reference.name,
        f"{end}_party": reference.party.name,
        f"{end}_names": names(reference),
    }


def _mention(mention: EventMention) -> Row:
    return {
        **_end("source", mention.source),
        **_end("target", mention.target),
        **_end("reporter", mention.reporter),
        "act": mention.act,
        "mode": mention.mode,
        "either_way": either_way(mention.act, mention.mode),
        "status": mention.status,
        **_days(mention.when),
        "themes": folded(mention.theme),
        "rule": mention.rule,
        "confidence": mention.confidence,
    }


def _claim(claim: Claim) -> Row:
    return {**_end("holder", claim.holder), "topic": claim.topic, "stance": claim.stance}


def _figure(figure: Figure) -> Row:
    whose = _end("whose", figure.whose)
    return {**whose, "value": figure.value, "unit": figure.unit, "what": figure.what, **_days(figure.when)}


def _document(document: Document, coded: CodedDocument) -> Row:
    fields = ("language", "title", "publisher", "url", "published", "copy_of", "text")
    return {**{field: getattr(document, field) for field in fields}, "coded_language": coded.language}


def _days(days: Days | None) -> dict[str, date | None]:
    return {"since": days[0] if days else None, "until": days[1] if days else None}


def _json(noun: Any) -> str:
    return msgspec.json.encode(noun).decode()
