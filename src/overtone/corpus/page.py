"""HTML: main text by trafilatura with precision first, and what the page says about itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from overtone.corpus.draft import Draft
from overtone.corpus.metadata import about
from overtone.corpus.options import MIB, Limits
from overtone.errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b")
# Elements that have no end, or whose end is often left out: they say nothing about depth.
_OPEN_ENDED = re.compile(
    r"(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|td|th|tr|tbody|thead|tfoot|option)$",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"(?:p|div|br|li|ul|ol|h[1-6]|blockquote|section|article|table|tr|pre|figure|hr|dt|dd)$")
_JUNK = (
    "//script|//style|//noscript|//iframe|//form|//button|//select|//textarea|//nav|//figcaption|//svg"
    "|//*[contains(@class,'share') or contains(@class,'comment') or contains(@class,'newsletter') or contains(@class,'related')"
    " or contains(@class,'recommend') or contains(@class,'subscribe') or contains(@class,'paywall')]"
    "[not(descendant::article) and not(self::body) and not(self::html) and not(self::article) and not(self::main)]"
)
_TAGS = 300_000


def page(html: str, origin: str, limits: Limits, url: str | None = None) -> Draft:
    """The article of one page.

    Raises InputError for pages that are too large or too deep to be parsed in bounded time, and where no main text is found.
    """
    _guard(html, origin, limits)
    tree = _parse(html)
    if tree is None:
        raise InputError(origin, "the HTML holds no elements", "give the page as the browser saves it")
    said = about(tree, url)
    text = _main_text(tree)
    if not text:
        raise InputError(
            origin, "no main text found in the page", "save the article as text, or give the page that shows it in full"
        )
    return Draft(
        text=text,
        origin=origin,
        title=said.title,
        publisher=said.publisher,
        url=said.url,
        published=said.when.day if said.when else None,
        zone=said.when.zone if said.when else None,
    )


def fragment(html: str, origin: str, limits: Limits) -> str:
    """The text of a piece of HTML, as feeds carry it: all of it, a line a block."""
    if "<" not in html:
        from html import unescape

        return unescape(html)
    _guard(html, origin, limits)
    tree = _parse(f"<div>{html}</div>")
    if tree is None:
        return ""
    _prune(tree)
    for element in tree.iter():
        if isinstance(element.tag, str) and _BLOCK.match(element.tag):
            element.tail = "\n" + (element.tail or "")
            element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in str(tree.text_content()).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _guard(html: str, origin: str, limits: Limits) -> None:
    """Refuse what no parser should be given: the tree takes many times the page's size, and recursion follows its depth."""
    if len(html) > limits.page_bytes:
        raise InputError(
            origin,
            f"the page is larger than {limits.page_bytes // MIB} MiB",
            "save the article alone, as text or HTML, or raise the limit page_bytes",
        )
    depth = 0
    for tags, (closing, name) in enumerate(_TAG.findall(html), 1):
        if not _OPEN_ENDED.match(name):
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > limits.depth:
            raise InputError(origin, f"the HTML is nested more than {limits.depth} deep", "save the article as text")
        if tags > _TAGS:
            raise InputError(origin, f"the page has more than {_TAGS} tags", "save the article alone, as text or HTML")


def _parse(html: str) -> HtmlElement | None:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        data = html.replace("\0", "").encode("utf-8", "replace")
        return document_fromstring(data, parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _prune(tree: HtmlElement) -> None:
    for element in tree.xpath(_JUNK):
        if element.getparent() is not None:
            element.drop_tree()


def _main_text(tree: HtmlElement) -> str:
    """Precision first; a page that is nothing but short paragraphs gets a second, more generous reading."""
    from trafilatura import bare_extraction

    _prune(tree)
    for generous in (False, True):
        try:
            found = bare_extraction(tree, favor_precision=not generous, include_comments=False, include_tables=generous)
        except (RecursionError, ValueError, TypeError, AttributeError):  # its own faults on trees that make no sense
            found = None
        text = getattr(found, "text", None) or ""
        if text.strip():
            return "\n\n".join(line.removeprefix("- ").strip() for line in text.split("\n") if line.strip())
    return ""
