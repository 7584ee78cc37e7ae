"""What the caller says about the sources, what he allows, and what he gets back."""

from __future__ import annotations

from datetime import date

import msgspec

from overtone.errors import InputError
from overtone.model import Document

MIB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True):
    """How much one source may cost. Sizes are bytes after unpacking; `seconds` is the whole time of one fetch.

    `max_bytes` holds for one article: a file, a line of JSON, a record of a WARC. `page_bytes` is the same for HTML, whose tree
    takes many times its size. `archive_bytes` holds for a file of JSON lines, which is read as a stream.
    """

    max_bytes: int = 32 * MIB
    page_bytes: int = 6 * MIB
    archive_bytes: int = 4096 * MIB
    max_documents: int = 200_000
    seconds: float = 30.0
    redirects: int = 3
    retries: int = 2
    pages: int = 600
    depth: int = 1000


class Options(msgspec.Struct, frozen=True):
    """What the sources themselves do not say (it never overrides what they do), and what may be fetched."""

    published: date | None = None
    publisher: str | None = None
    language: str | None = None
    title: str | None = None
    allow_private: bool = False
    limits: Limits = Limits()


class Collection(msgspec.Struct, frozen=True):
    """The documents in the order of the input, and what could not be read and why."""

    documents: tuple[Document, ...] = ()
    failures: tuple[InputError, ...] = ()
