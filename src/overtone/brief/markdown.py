"""The brief as Markdown: every statement with footnotes, every footnote the passage with its document and offsets."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from overtone.brief.formats import bits_number, bits_text, percent_text, seen_text
from overtone.brief.marks import beyond, cited_once, marks
from overtone.brief.passages import excerpt
from overtone.brief.structure import Brief
from overtone.brief.words import Words, load_words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$&]|(?<!\w)#|!(?=\[))")
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")
# Renderers make links of bare addresses; a reader should follow only those that we print as links.
_SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data)(:)|\bwww(\.)")


def escape(value: object) -> Markup:
    """Text on one line in which nothing is Markdown or HTML any more."""
    if isinstance(value, Markup):
        return value
    line = re.sub(r"\s+", " ", str(value))
    line = _SPECIAL.sub(r"\\\1", line)
    line = _LIST.sub(
        lambda match: f"{match[1]}\\{match[2]}{match[3]}" if len(match[2]) == 1 else f"{match[2][:-1]}\\{match[2][-1]} ", line
    )
    return Markup(_SCHEME.sub(lambda match: f"{match[1]}\\:" if match[1] else "www\\.", line))


def all_notes(ids: tuple[str, ...]) -> Markup:
    """Footnote marks."""
    return Markup("").join(Markup(f"[^{id}]") for id in ids)


@cache
def _environment() -> Environment:
    # `finalize` escapes whatever a template prints; only Markup made here passes as it is.
    environment = Environment(
        loader=PackageLoader("overtone.brief"),
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        percent=percent_text, bits_number=bits_number, excerpt=excerpt, cited_once=cited_once, beyond=beyond
    )
    return environment


def render_markdown(brief: Brief) -> str:
    """The brief as Markdown with footnotes, in the language of the brief."""
    words: Words = load_words(brief.language)
    quotes = {quote.id: quote for quote in brief.quotes}

    def notes(ids: tuple[str, ...]) -> Markup:
        """The first footnotes, and where the others stand."""
        run = marks(ids, quotes)
        if run.entry is None:
            return all_notes(run.shown)
        return all_notes(run.shown) + escape(words.counted("count.further", run.more, entry=run.entry.upper()))

    values: dict[str, Any] = {
        "brief": brief,
        "quotes": quotes,
        "notes": notes,
        "all_notes": all_notes,
        "seen": lambda part: seen_text(part, words),
        "words": words,
        "bits": lambda value: bits_text(value, words),
        "numbers": {each.document: number for number, each in enumerate(brief.documents, 1)},
        "documents": {each.document: each for each in brief.documents},
    }
    text = _environment().get_template("brief.md.j2").render(values)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
