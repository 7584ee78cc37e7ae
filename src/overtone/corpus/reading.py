"""`read`: sources in, documents out. Chooses the reader by what the bytes are, cleans, names, and collects what failed."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from overtone.corpus.cleaning import cleaned
from overtone.corpus.copies import copies
from overtone.corpus.decoding import decode
from overtone.corpus.draft import Draft
from overtone.corpus.options import MIB, Collection, Limits, Options
from overtone.corpus.plain import markdown, plain
from overtone.corpus.records import json_file, json_lines
from overtone.corpus.scripts import language_of
from overtone.corpus.sniffing import Kind, sniff
from overtone.corpus.streams import first, first_unpacked, whole_again
from overtone.errors import InputError
from overtone.model import Document

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]{1,20}://")
Items = Iterator[Draft | InputError]


def read(sources: Sequence[str], options: Options | None = None, stdin: BinaryIO | None = None) -> Collection:
    """Read every source (file, folder, address, or «-» for `stdin`) in order.

    The text of a document is its title, a blank line and its body, so that headlines are coded too; where the body begins with the
    title it is not doubled, and the text of JSON records is kept to the letter. Ids are hashes of that text unless given. What cannot
    be read is a failure in the result and stops nothing else; nothing is raised for bad input.
    """
    options = options or Options()
    documents: list[Document] = []
    failures: list[InputError] = []
    for source in sources:
        for item in _safely(source, options, stdin):
            if len(documents) >= options.limits.max_documents:
                failures.append(
                    InputError(source, f"more than {options.limits.max_documents} documents", "read them in several runs")
                )
                return _collection(documents, failures)
            try:
                if isinstance(item, InputError):
                    raise item
                documents.append(_document(item, options))
            except InputError as error:
                failures.append(error)
    return _collection(documents, failures)


def _collection(documents: list[Document], failures: list[InputError]) -> Collection:
    return Collection(copies(_with_own_ids(documents)), tuple(failures))


def _safely(source: str, options: Options, stdin: BinaryIO | None) -> Items:
    try:
        yield from _items(source, options, stdin)
    except InputError as error:
        yield error


def _items(source: str, options: Options, stdin: BinaryIO | None) -> Items:
    if source == "-":
        yield from _stream(stdin or sys.stdin.buffer, "-", "", options.limits)
    elif source.lower().startswith(("http://", "https://")):
        from overtone.corpus.web import fetch

        got = fetch(source, options)
        name = got.url.partition("?")[0]
        yield from _stream(io.BytesIO(got.data), source, name, options.limits, got.content_type, got.charset, got.url)
    elif _SCHEME.match(source):
        raise InputError(source, "only http and https addresses are fetched", "give an address that begins with https://")
    elif "\0" in source or not source:
        raise InputError(repr(source), "this is no name of a file", "give a file, a folder, an address or -")
    else:
        yield from _path(Path(source), options)


def _path(path: Path, options: Options) -> Items:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            yield from _folder(path, options)
            return
        if not stat.S_ISREG(mode):
            raise InputError(str(path), "this is a pipe, device or socket, no file", "give it on standard input: - < FILE")
        with path.open("rb") as stream:
            yield from _stream(stream, str(path), path.name, options.limits)
    except FileNotFoundError:
        raise InputError(str(path), "there is no such file or folder", "check the path") from None
    except PermissionError:
        raise InputError(str(path), "it may not be read", "give yourself the right to read it") from None
    except OSError as error:
        raise InputError(str(path), f"it cannot be opened ({error.strerror})", "check the path") from None


def _folder(folder: Path, options: Options) -> Items:
    """All files below, sorted; hidden ones are passed over, and links to folders are not followed."""

    def unreadable(error: OSError) -> None:
        refused.append(
            InputError(str(error.filename), f"the folder cannot be read ({error.strerror})", "give yourself the right to read it")
        )

    refused: list[InputError] = []
    met = 0
    for where, names, leaves in os.walk(folder, onerror=unreadable):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for leaf in sorted(leaf for leaf in leaves if not leaf.startswith(".")):
            met += 1
            try:
                yield from _path(Path(where) / leaf, options)
            except InputError as error:
                yield error
    yield from refused
    if not met and not refused:
        raise InputError(str(folder), "the folder holds no files", "give a folder with articles")


def _stream(
    stream: BinaryIO,
    origin: str,
    name: str,
    limits: Limits,
    content_type: str = "",
    charset: str | None = None,
    url: str | None = None,
) -> Items:
    """What one stream of bytes holds: JSON lines and WARC piece by piece, the rest whole and within `max_bytes`."""
    head = first(stream)
    kind = sniff(head, origin, name, content_type)
    if kind == "gzip":
        yield from _gzipped(head, stream, origin, name, limits)
    elif kind == "warc":
        yield from _warc(whole_again(head, stream), origin, limits)
    elif kind == "jsonl" and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield from json_lines(stream, head, origin, limits)
    else:
        data = head + stream.read(max(0, limits.max_bytes - len(head) + 1))
        if len(data) > limits.max_bytes:
            raise InputError(
                origin,
                f"it is larger than {limits.max_bytes // MIB} MiB, the limit for one article",
                "split it, or give JSON lines",
            )
        yield from _whole(data, kind, origin, limits, charset, url)


def _whole(data: bytes, kind: Kind, origin: str, limits: Limits, charset: str | None, url: str | None) -> Items:
    if kind == "pdf":
        from overtone.corpus.pdf import pdf

        yield pdf(data, origin, limits)
    elif kind == "feed":
        from overtone.corpus.feeds import feed

        yield from feed(data, origin, limits)
    elif kind == "html":
        from overtone.corpus.page import page

        yield page(decode(data, origin, charset, tolerant=True), origin, limits, url)
    elif kind in ("json", "jsonl", "jsonfeed"):
        yield from _json(decode(data, origin, charset).encode(), kind, origin, limits)
    else:
        text = decode(data, origin, charset)
        draft = markdown(text, origin) if kind == "markdown" else plain(text, origin)
        yield msgspec.structs.replace(draft, url=draft.url or url)


def _json(data: bytes, kind: Kind, origin: str, limits: Limits) -> Items:
    if kind == "jsonfeed":
        from overtone.corpus.feeds import json_feed

        yield from json_feed(data, origin, limits)
    elif kind == "jsonl":
        yield from json_lines(io.BytesIO(), data, origin, limits)
    else:
        yield from json_file(data, origin)


def _gzipped(head: bytes, stream: BinaryIO, origin: str, name: str, limits: Limits) -> Items:
    """A gzipped source: WARC by its own reader, which knows its members; all else unpacked as it is read."""
    start = first_unpacked(head)
    if start.startswith(b"\x1f\x8b"):
        raise InputError(origin, "it is packed twice", "unpack it first")
    packed = whole_again(head, stream)
    if start.startswith(b"WARC/"):
        yield from _warc(packed, origin, limits)
        return
    try:
        with gzip.GzipFile(fileobj=packed) as unpacked:
            yield from _stream(cast(BinaryIO, unpacked), origin, name.removesuffix(".gz"), limits)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(origin, "the gzip file is damaged or cut off", "fetch it again") from None


def _warc(stream: BinaryIO, origin: str, limits: Limits) -> Items:
    from overtone.corpus.archives import warc

    yield from warc(stream, origin, limits)


def _document(draft: Draft, options: Options) -> Document:
    draft = cleaned(draft)
    title, text = draft.title, draft.text
    if title is None and options.title:
        title, text = options.title, text if draft.verbatim else f"{options.title}\n\n{text}"
    if not text.strip():
        raise InputError(draft.origin, "no main text is left after cleaning", "give the article itself")
    return Document(
        id=draft.id or _hash(text),
        text=text,
        language=_code(draft.language) or _code(options.language) or language_of(text),
        title=title,
        publisher=draft.publisher or options.publisher,
        url=draft.url,
        published=draft.published or options.published,
        zone=draft.zone,
        entities=draft.entities,
        origin=draft.origin,
    )


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _code(language: str | None) -> str | None:
    """«zh-Hant-TW», «en_US», «ZH» → «zh», «en», «zh»."""
    return re.split(r"[-_]", language.strip().lower())[0] or None if language else None


def _with_own_ids(documents: list[Document]) -> list[Document]:
    """The same text read twice keeps two documents: the later ones get ids of their own. Ids that the caller gave stay."""
    met: Counter[str] = Counter()
    named = []
    for document in documents:
        met[document.id] += 1
        again = met[document.id]
        renamed = again > 1 and document.id == _hash(document.text)
        named.append(msgspec.structs.replace(document, id=f"{document.id}-{again}") if renamed else document)
    return named
