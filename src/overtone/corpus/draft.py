"""A document in the making: what one source gives, before it is cleaned and named."""

from __future__ import annotations

from datetime import date

import msgspec

from overtone.model import GivenEntity


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What was read. `verbatim` text is kept to the letter, because the caller's offsets refer to it."""

    text: str
    origin: str
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    zone: str | None = None
    entities: tuple[GivenEntity, ...] = ()
    verbatim: bool = False
