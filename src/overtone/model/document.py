"""Documents: what the corpus hands on."""

from __future__ import annotations

from datetime import date

import msgspec

from overtone.model.actor import ActorKind


class GivenEntity(msgspec.Struct, frozen=True):
    """An actor that the caller marked in the text (half-open character offsets) and that the coder takes as such."""

    start: int
    end: int
    name: str = ""
    kind: ActorKind = "other"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article, cleaned. Offsets anywhere in Overtone are characters of `text`, half-open.

    `id` is the hash of the cleaned text unless the caller gave one. `published` is the day where it was published; `zone` the
    UTC offset that says so («+08:00»), where known. `origin` is where it was read from, for messages. `copy_of` is the id of
    the document that this one reprints.
    """

    id: str
    text: str
    language: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    zone: str | None = None
    entities: tuple[GivenEntity, ...] = ()
    origin: str = ""
    copy_of: str | None = None
