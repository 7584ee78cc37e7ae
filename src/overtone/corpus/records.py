"""JSON lines and JSON: articles that somebody already holds as records. Their text is kept to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, get_args

import msgspec

from overtone.corpus.dates import day_in_url, moment
from overtone.corpus.decoding import decode
from overtone.corpus.draft import Draft
from overtone.corpus.options import MIB, Limits
from overtone.errors import InputError
from overtone.model import ActorKind, GivenEntity

_MEND = 'give one JSON object a line with at least a "text"'
_KINDS = frozenset(get_args(ActorKind))


class _Entity(msgspec.Struct):
    start: int
    end: int
    name: str | None = None
    kind: str | None = None


class _Record(msgspec.Struct):
    text: str
    id: str | int | None = None
    lang: str | None = None
    language: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    entities: list[_Entity] | None = None


_ONE = msgspec.json.Decoder(_Record)


def json_lines(stream: BinaryIO, head: bytes, origin: str, limits: Limits) -> Iterator[Draft | InputError]:
    """A document or an error a line, in their order; `head` is what was already taken from `stream`."""
    for number, line in enumerate(_lines(stream, head, origin, limits), 1):
        place = f"{origin}:{number}"
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            yield _draft(line.removeprefix(b"\xef\xbb\xbf"), place)


def json_file(data: bytes, origin: str) -> Iterator[Draft | InputError]:
    """One object, or an array of them."""
    if not data.lstrip().startswith(b"["):
        yield _draft(data, origin)
        return
    try:
        values = msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield InputError(origin, f"not valid JSON ({_short(error)})", _MEND)
        return
    if not values:
        yield InputError(origin, "the JSON array is empty", _MEND)
    for i, value in enumerate(values):
        yield _draft(bytes(value), f"{origin}[{i}]")


def _lines(stream: BinaryIO, head: bytes, origin: str, limits: Limits) -> Iterator[bytes | InputError]:
    """Lines of at most `max_bytes`; a longer one ends the reading, for the rest of it has no bound."""
    kept, total = head, len(head)
    while True:
        *lines, kept = kept.split(b"\n")
        yield from lines
        if len(kept) > limits.max_bytes:
            yield InputError(
                origin, f"a line is longer than {limits.max_bytes // MIB} MiB", "split the file or raise the limit max_bytes"
            )
            return
        if total > limits.archive_bytes:
            yield InputError(
                origin, f"the file is larger than {limits.archive_bytes // MIB} MiB", "split it or raise the limit archive_bytes"
            )
            return
        chunk = stream.read(MIB)
        if not chunk:
            break
        total += len(chunk)
        kept += chunk
    if kept:
        yield kept


def _draft(line: bytes, place: str) -> Draft | InputError:
    try:
        record = _ONE.decode(_utf8(line, place))
        return _from(record, place)
    except InputError as error:
        return error
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return InputError(place, f"not a usable JSON record ({_short(error)})", _MEND)


def _utf8(line: bytes, place: str) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return decode(line, place).encode()
    return line


def _from(record: _Record, place: str) -> Draft:
    if not record.text.strip():
        raise InputError(place, "the text is empty", _MEND)
    when = moment(record.published) if record.published else None
    if record.published and when is None:
        raise InputError(place, f"published «{record.published[:40]}» is no date", "write it as YYYY-MM-DD")
    return Draft(
        text=record.text,
        origin=place,
        id=None if record.id is None else str(record.id),
        title=record.title or None,
        publisher=record.publisher or None,
        url=record.url or None,
        language=record.lang or record.language or None,
        published=when.day if when else day_in_url(record.url or ""),
        zone=when.zone if when else None,
        entities=tuple(_entity(entity, record.text, place) for entity in record.entities or ()),
        verbatim=True,
    )


def _entity(entity: _Entity, text: str, place: str) -> GivenEntity:
    if not 0 <= entity.start < entity.end <= len(text):
        raise InputError(
            place,
            f"entity [{entity.start}, {entity.end}] lies outside the text of {len(text)} characters",
            "give half-open character offsets into text",
        )
    kind: ActorKind = entity.kind if entity.kind in _KINDS else "other"  # type: ignore[assignment]
    return GivenEntity(entity.start, entity.end, entity.name or text[entity.start : entity.end], kind)


def _short(error: Exception) -> str:
    return str(error)[:120]
