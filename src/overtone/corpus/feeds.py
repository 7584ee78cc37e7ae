"""Feeds: RSS, Atom, RDF and JSON Feed; one document an entry. Raw dates are parsed by `dates`, not by the feed library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from overtone.corpus.dates import day_in_url, moment
from overtone.corpus.draft import Draft
from overtone.corpus.options import MIB, Limits
from overtone.corpus.page import fragment
from overtone.errors import InputError

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def feed(data: bytes, origin: str, limits: Limits) -> Iterator[Draft | InputError]:
    """The entries of an XML feed.

    Raises InputError where it is none, and for feeds that define entities of their own, which can be made to grow without end.
    """
    if len(data) > limits.page_bytes:
        raise InputError(origin, f"the feed is larger than {limits.page_bytes // MIB} MiB", "raise the limit page_bytes")
    if _ENTITY.search(data):
        raise InputError(
            origin, "the feed defines XML entities, which feeds do not need", "take the DOCTYPE with its entities out"
        )
    import feedparser

    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        problem = "the feed is damaged" if parsed.bozo else "the feed has no entries"
        raise InputError(origin, problem, "give an RSS, Atom or JSON feed with entries")
    publisher = str(parsed.feed.get("title") or "").strip() or None
    for number, entry in enumerate(parsed.entries, 1):
        contents = [str(part.get("value") or "") for part in entry.get("content", ())] + [str(entry.get("summary") or "")]
        raw = entry.get("published") or entry.get("created") or entry.get("updated") or ""
        yield from _entry(
            f"{origin}#{number}",
            str(entry.get("title") or ""),
            max(contents, key=len),
            entry.get("link"),
            str(raw),
            publisher,
            limits,
        )


def json_feed(data: bytes, origin: str, limits: Limits) -> Iterator[Draft | InputError]:
    """The items of a JSON Feed (jsonfeed.org)."""
    try:
        read: Any = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise InputError(origin, "the JSON feed is not valid JSON", "fetch it again") from None
    items = read.get("items") if isinstance(read, dict) else None
    if not isinstance(items, list) or not items:
        raise InputError(origin, "the feed has no items", "give a JSON feed with items")
    publisher = read.get("title")
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            yield InputError(f"{origin}#{number}", "the item is no object", "see jsonfeed.org")
            continue
        said = {key: value for key, value in item.items() if isinstance(value, str)}
        text = said.get("content_html") or said.get("content_text") or said.get("summary") or ""
        yield from _entry(
            f"{origin}#{number}",
            said.get("title", ""),
            text,
            said.get("url"),
            said.get("date_published", ""),
            publisher if isinstance(publisher, str) else None,
            limits,
        )


def _entry(
    place: str, title: str, body: str, url: str | None, raw: str, publisher: str | None, limits: Limits
) -> Iterator[Draft | InputError]:
    try:
        text, title = fragment(body, place, limits), " ".join(fragment(title, place, limits).split())
    except InputError as error:
        yield error
        return
    if not text.strip() and not title:
        yield InputError(place, "the entry holds neither title nor text", "open its link instead")
        return
    when = moment(raw)
    yield Draft(
        text=text,
        origin=place,
        title=title or None,
        publisher=publisher,
        url=url,
        published=when.day if when else day_in_url(url or ""),
        zone=when.zone if when else None,
    )
