"""What some bytes are. Content counts first; name and declared type decide where content leaves it open."""

from __future__ import annotations

import re
from typing import Literal

from overtone.errors import InputError

Kind = Literal["text", "markdown", "html", "json", "jsonl", "jsonfeed", "feed", "warc", "pdf", "gzip"]

_SUFFIXES: dict[str, Kind] = {
    "txt": "text",
    "text": "text",
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "json": "json",
}
_TYPES: dict[str, Kind] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
}
_FOREIGN = (
    (b"PK\x03\x04", "a ZIP archive or an Office file", "unpack it, or save it as text, HTML or PDF"),
    (b"PK\x05\x06", "an empty ZIP archive", "unpack it and give the folder"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as text, HTML or PDF"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and give the folder"),
    (b"Rar!", "a RAR archive", "unpack it and give the folder"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ", "an xz file", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first"),
    (b"\x89PNG", "a PNG image", "give the text itself"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text itself"),
    (b"GIF8", "a GIF image", "give the text itself"),
    (b"\x7fELF", "a program", "give the text itself"),
    (b"SQLite format 3", "a database", "export it as JSON lines"),
    (b"PAR1", "a Parquet file", "export it as JSON lines"),
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"^<(?:!doctype\s{1,9}html|html|head|body|article|main|div|section|meta|title|h1|p)[\s>/]", re.IGNORECASE)
_OBJECT = re.compile(rb'^(?:\{\s{0,99}["}]|\[\s{0,99}[\{\]])')
HEAD = 65_536


def sniff(head: bytes, place: str, name: str = "", content_type: str = "") -> Kind:
    """The kind of the source whose first bytes are `head`.

    Raises InputError for what is empty or known to hold no text.
    """
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise InputError(place, "it is empty", "give a source that holds text")
    for magic, what, mend in _FOREIGN:
        if head.startswith(magic):
            raise InputError(place, f"this is {what}", mend)
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    return _textual(_narrow(head), _hint(name, content_type))


def _textual(start: bytes, hint: Kind | None) -> Kind:
    if _OBJECT.match(start) or hint in ("json", "jsonl"):
        found = _json_kind(start, hint)
        if found:
            return found
    if start.startswith(b"<"):
        if _FEED.search(start[:4096]) and not _HTML.match(start):
            return "feed"
        if _HTML.match(start) or re.search(rb"<(?:html|body)[\s>]", start[:8192], re.IGNORECASE):
            return "html"
    if re.match(rb"---[ \t]*\r?\n\s{0,99}[A-Za-z_]{1,30}\s{0,9}:", start):
        return "markdown"
    if hint == "html" and not re.search(rb"</?[a-zA-Z][^<>]{0,500}>", start):
        return "text"
    return hint if hint in ("markdown", "html", "text") else "text"


def _json_kind(start: bytes, hint: Kind | None) -> Kind | None:
    if not _OBJECT.match(start):
        return hint if not start.startswith(b"<") else None
    if b"jsonfeed.org/version" in start[:2048]:
        return "jsonfeed"
    if hint == "jsonl":
        return "jsonl"
    first, _, rest = start.partition(b"\n")
    return "jsonl" if rest.strip() and _whole(first) else "json"


def _whole(line: bytes) -> bool:
    """Is the line a JSON object by itself? Then what follows are further lines, broken ones too."""
    import msgspec

    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, RecursionError):
        return False


def _narrow(head: bytes) -> bytes:
    """The head without mark and leading space; UTF-16 as its ASCII characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _hint(name: str, content_type: str) -> Kind | None:
    by_type = _TYPES.get(content_type.partition(";")[0].strip().lower())
    by_name = _SUFFIXES.get(name.lower().removesuffix(".gz").rpartition(".")[2])
    return by_name if by_type in (None, "text") and by_name else by_type
