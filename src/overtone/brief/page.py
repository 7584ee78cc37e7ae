"""The brief as one self-contained HTML file: no scripts, nothing loaded from elsewhere, hostile text escaped."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from overtone.brief.charts import draw_bar, draw_timeline
from overtone.brief.formats import bits_number, bits_text, percent_text, seen_text
from overtone.brief.marks import beyond, cited_once, marks
from overtone.brief.passages import excerpt, pieces
from overtone.brief.structure import Brief, Quote
from overtone.brief.words import load_words


def safe_url(url: str | None) -> str | None:
    """The address if a reader may follow it: http and https only."""
    try:
        return url if url and urlsplit(url.strip()).scheme in ("http", "https") else None
    except ValueError:
        return None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("overtone.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        excerpt=excerpt, safe_url=safe_url, percent=percent_text, bits_number=bits_number, cited_once=cited_once, beyond=beyond
    )
    return environment


def render_html(brief: Brief) -> str:
    """The page in the language of the brief."""
    words = load_words(brief.language)
    style = files("overtone.brief").joinpath("templates", "brief.css").read_text("utf-8")
    # The policy names the one style sheet by its hash, so that no text of an article could bring its own.
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    quotes = {quote.id: quote for quote in brief.quotes}
    widest = max((signal.bits for signal in brief.signals), default=0.0)
    values: dict[str, Any] = {
        "brief": brief,
        "words": words,
        "quotes": quotes,
        "titles": {each.document: each.title for each in brief.documents},
        "marks": lambda ids: marks(ids, quotes),
        "seen": lambda part: seen_text(part, words),
        "style": style,
        "policy": policy,
        "chart": draw_timeline(brief.timeline, words),
        "bars": {signal.id: draw_bar(signal, widest) for signal in brief.signals},
        "bits": lambda value: bits_text(value, words),
        "pieces": {each.id: tuple(pieces(each.text, _of(brief, each.document))) for each in brief.documents if each.text},
        "labels": _labels(brief),
    }
    return _environment().get_template("brief.html.j2").render(values)


def _of(brief: Brief, document: str) -> list[Quote]:
    return [quote for quote in brief.quotes if quote.document == document]


def _labels(brief: Brief) -> dict[str, str]:
    """What a back link from a passage is called: the entry's own label, such as «S1» or «E4»."""
    return {id: id.upper() for quote in brief.quotes for id in quote.cited_by}
