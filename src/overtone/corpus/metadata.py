"""What a page says about itself: title, publisher, day and time zone of publication.

In this order: JSON-LD, meta elements, <time>, an element of the head of the page that holds a date, the address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from overtone.corpus.dates import Moment, day_in_url, moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_SITES = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name", "mediaid")
_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "publish_date",
    "publication_date",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "weibo: article:create_at",
    "date",
)
_DATED = re.compile(r"date|time|pub|info|source|meta|byline", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s{1,3}[-–—|·_]\s{1,3}|[|_丨]")
_LONGEST_JSON = 500_000


class About(msgspec.Struct, frozen=True):
    """What a page says about itself."""

    title: str | None = None
    publisher: str | None = None
    when: Moment | None = None
    url: str | None = None


def about(tree: HtmlElement, url: str | None) -> About:
    """Read `tree`, the page's tree as parsed, before anything is removed from it."""
    metas = _metas(tree)
    linked = list(_json_ld(tree))
    url = url or next(iter(tree.xpath("//link[@rel='canonical']/@href")), None) or metas.get("og:url")
    publisher = _first(_name(item.get("publisher")) for item in linked) or _first(metas.get(key) for key in _SITES)
    if not publisher and url:
        publisher = (urlsplit(url).hostname or "").removeprefix("www.") or None
    return About(_title(tree, metas, linked, publisher), publisher, _when(tree, metas, linked, url), url)


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop")
        if key and element.get("content"):
            found.setdefault(key.lower(), " ".join(element.get("content").split())[:500])
    return found


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD that has a headline or a date."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting: list[Any] = [json.loads((script.text or "")[:_LONGEST_JSON], strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(200):
            if not waiting:
                break
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                waiting.extend(value.get("@graph") or () if isinstance(value.get("@graph"), list) else ())
                if "headline" in value or "datePublished" in value:
                    yield value


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _first(values: Iterator[str | None]) -> str | None:
    return next((value.strip() for value in values if value and value.strip()), None)


def _title(tree: HtmlElement, metas: dict[str, str], linked: list[dict[str, Any]], publisher: str | None) -> str | None:
    headings = [" ".join(heading.text_content().split()) for heading in tree.xpath("//h1")]
    named = _first(item["headline"] if isinstance(item.get("headline"), str) else None for item in linked)
    title = named or _first(metas.get(key) for key in _TITLES) or (headings[0] if len(headings) == 1 and headings[0] else None)
    if title is None:
        title = _first(" ".join((element.text or "").split()) for element in tree.iter("title"))
        parts = _SEPARATORS.split(title or "")
        return parts[0].strip() or None
    title = " ".join(title.split())
    before, separator, after = title.rpartition(" - ") if " - " in title else title.rpartition("_")
    return before.strip() if separator and publisher and after.strip().casefold() == publisher.casefold() else title[:300]


def _when(tree: HtmlElement, metas: dict[str, str], linked: list[dict[str, Any]], url: str | None) -> Moment | None:
    for raw in [*(item.get("datePublished") for item in linked), *(metas.get(key) for key in _DATES)]:
        if isinstance(raw, str) and (found := moment(raw)):
            return found
    for element in tree.iter("time"):
        if found := moment(element.get("datetime") or element.text_content()[:100]):
            return found
    return _shown(tree) or (Moment(day) if url and (day := day_in_url(url)) else None)


def _shown(tree: HtmlElement) -> Moment | None:
    """A short element whose class or id speaks of date, source or the like and whose text holds a date."""
    for element in tree.xpath("//*[@class or @id]"):
        label = f"{element.get('class', '')} {element.get('id', '')}"
        if not _DATED.search(label) or len(element) > 12:
            continue
        text = " ".join(element.text_content()[:300].split())
        if len(text) <= 120 and (found := moment(text)):
            return found
    return None
