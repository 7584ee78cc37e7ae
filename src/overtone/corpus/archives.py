"""WARC archives, read as a stream: one document a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from overtone.corpus.decoding import decode
from overtone.corpus.draft import Draft
from overtone.corpus.options import MIB, Limits
from overtone.corpus.page import page
from overtone.corpus.plain import plain
from overtone.errors import InputError

_MEND = "fetch the archive again"


def warc(stream: BinaryIO, origin: str, limits: Limits) -> Iterator[Draft | InputError]:
    """Pages of a WARC file, gzipped or not. What is neither HTML nor text, and what the server did not answer with 200, is passed over.

    A record that is larger than `max_bytes` ends the reading: to pass over it, all of it would have to be unpacked.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    met = 0
    try:
        for record in ArchiveIterator(stream):
            met += record.rec_type is not None  # a header cut off is met as a record without type
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            data = record.content_stream().read(limits.max_bytes + 1)
            place = f"{origin}#{record.rec_headers.get_header('WARC-Target-URI') or met}"
            if len(data) > limits.max_bytes:
                yield InputError(place, f"the record is larger than {limits.max_bytes // MIB} MiB", "raise the limit max_bytes")
                return
            if (item := _document(record, data, place, limits)) is not None:
                yield item
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        # warcio meets damage in many places and raises as many kinds of error
        yield InputError(origin, f"the WARC is damaged or cut off after record {met} ({type(error).__name__})", _MEND)
        return
    if met == 0:
        yield InputError(origin, "the WARC holds no whole record", _MEND)


def _document(record: Any, data: bytes, place: str, limits: Limits) -> Draft | InputError | None:
    headers = record.http_headers
    if headers is not None and str(headers.get_statuscode()) != "200":
        return None
    declared = (headers or record.rec_headers).get_header("Content-Type") or ""
    kind = declared.partition(";")[0].strip().lower()
    if kind not in ("text/html", "application/xhtml+xml", "text/plain") or not data.strip():
        return None
    charset = declared.lower().partition("charset=")[2].strip(" \"'") or None
    url = record.rec_headers.get_header("WARC-Target-URI")
    try:
        text = decode(data, place, charset, tolerant=True)
        if kind == "text/plain":
            return plain(text, place)
        return page(text, place, limits, url)
    except InputError as error:
        return error
