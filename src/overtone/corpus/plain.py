"""Plain text and Markdown with a front block."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import yaml

from overtone.corpus.dates import day_in_url, moment
from overtone.corpus.draft import Draft
from overtone.errors import InputError

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEYS = {"title": "title", "publisher": "publisher", "published": "published", "date": "published", "language": "language"}
_KEYS |= {"lang": "language", "url": "url", "link": "url", "source": "publisher"}
_MARKUP = (
    (re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,1000}\)"), r"\1"),
    (re.compile(r"^#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"\*\*([^*\n]{1,500})\*\*"), r"\1"),
    (re.compile(r"(?<![\w*])\*([^*\s][^*\n]{0,500})\*(?![\w*])"), r"\1"),
    (re.compile(r"^(?:-{3,}|\*{3,}|_{3,})[ \t]*$", re.MULTILINE), ""),
)


def plain(text: str, origin: str) -> Draft:
    """A plain text; the cleaning finds title and by-line."""
    return Draft(text=text, origin=origin)


def markdown(text: str, origin: str) -> Draft:
    """A Markdown text: the YAML front block (title, publisher, published, language, url) and the text without its markup.

    Raises InputError if the front block is not plain keys and values.
    """
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    values = _front_values(front[1], origin) if front else {}
    body = text[front.end() :] if front else text
    title = values.get("title")
    if title is None and (heading := re.match(r"\s{0,9}#[ \t]+([^\n]{1,300})", body)):
        title = heading[1].strip(" #")
    for pattern, replacement in _MARKUP:
        body = pattern.sub(replacement, body)
    when = moment(values["published"]) if "published" in values else None
    if "published" in values and when is None:
        raise InputError(origin, f"front block: published «{values['published'][:40]}» is no date", "write it as YYYY-MM-DD")
    day = when.day if when else day_in_url(values.get("url", ""))
    return Draft(
        text=body,
        origin=origin,
        title=title,
        publisher=values.get("publisher"),
        published=day,
        zone=when.zone if when else None,
        language=values.get("language"),
        url=values.get("url"),
    )


def _front_values(raw: str, origin: str) -> dict[str, str]:
    """Only strings and dates count; anchors and aliases are refused, for they can be made to grow without end."""
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(raw)):
            raise InputError(origin, "the front block uses YAML aliases", "write plain «key: value» lines")
        read: Any = yaml.safe_load(raw)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise InputError(
            f"{origin}:{line}", "the front block is not valid YAML", "write plain «key: value» lines, colons in quotes"
        ) from None
    if read is None:
        return {}
    if not isinstance(read, dict):
        raise InputError(origin, "the front block holds no keys", "write plain «key: value» lines")
    known = {_KEYS[key.lower()]: value for key, value in read.items() if isinstance(key, str) and key.lower() in _KEYS}
    return {key: _said(value) for key, value in known.items() if isinstance(value, str | int | date) and _said(value)}


def _said(value: str | int | date) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value).strip()
