"""Articles are written by anybody: no title, name, text or address of theirs becomes part of the page's own code."""

from __future__ import annotations

import re
from datetime import date

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from overtone.brief import Inputs, Language, assemble, render
from overtone.brief.markdown import escape
from overtone.brief.page import safe_url
from overtone.model import Claim, CodedDocument, Document, Event, EventMention, Party, Reference

from . import case

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></textarea><svg onload=alert(1)>",
    "{{ 7*7 }} {% raw %} {source.__class__}",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example>",
    "# heading\n\n---\n| a | b |",
    "\u202egnp.exe \u2066x",
)
LANGUAGES: tuple[Language, ...] = ("en", "zh")
# What an article's own element could never be; and what the page is made of.
TAGS = frozenset(
    re.findall(
        r"\w+",
        "html head meta title style body header main footer p b span h1 h2 h3 h4 section nav a article ul ol li dl div dt dd "
        "svg g rect circle line text desc table thead tbody tr th td small blockquote bdi mark time",
    )
)


def hostile(words: str, language: Language) -> Inputs:
    """A contest in which every field that comes from outside holds these words."""
    text = f"{words} visited {words} and said {words}."
    start = len(f"{words} visited ")
    source = Reference(None, words, words, (0, len(words)), (words,), Party(None, words, (words,)))
    target = Reference(None, f"{words}!", words, (start, start + len(words)), (words,), Party(None, words, (words,)))
    days = date(2031, 5, 17), date(2031, 5, 17)
    span = (0, len(text))
    visit = EventMention(
        document="d",
        evidence=span,
        source=source,
        act="CONSULT",
        rule="hand",
        target=target,
        mode="visit",
        when=days,
        theme=(words,),
    )
    denial = msgspec.structs.replace(visit, status="denied", reporter=source)
    event = Event(
        id="e", source=source.key, act="CONSULT", target=target.key, mode="visit", when=days, theme=(words,), mentions=(visit, denial),
        publishers=(words,), disputed=True,
    )  # fmt: skip
    claim = Claim(document="d", evidence=span, holder=source, topic=words, stance="for")
    document = Document(
        id="d",
        text=text,
        language=f"en{words}",
        title=words,
        publisher=words,
        url=f"javascript:{words}",
        published=days[0],
        origin=words,
    )
    return Inputs(
        theatre=case.THEATRE, documents=(document,), coded=(CodedDocument(id="d", language="en", claims=(claim,)),), events=(event,),
        signals=(), as_of=days[0], language=language, failures=(words,), warnings=(words,),
    )  # fmt: skip


@given(st.one_of(st.sampled_from(NASTY), st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30)))
@example(NASTY[0])
@example(NASTY[1])
@example(NASTY[2])
def test_the_page_holds_no_element_of_an_article(words: str) -> None:
    for language in LANGUAGES:
        inputs = hostile(words, language)
        page = html.document_fromstring(render(assemble(inputs), "html"))
        for element in page.iter():
            if isinstance(element.tag, str):
                assert element.tag in TAGS
                assert not [name for name in dict(element.attrib) if name.startswith("on") or name in ("src", "style", "srcset")]
                assert element.get("href", "#").startswith("#")


@pytest.mark.parametrize("words", NASTY)
def test_the_words_themselves_are_shown(words: str) -> None:
    page = html.document_fromstring(render(assemble(hostile(words, "en")), "html"))
    shown = " ".join(page.text_content().split())
    assert " ".join(words.split()) in shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_loaded_from_elsewhere(language: Language) -> None:
    text = render(assemble(case.inputs(language)), "html")
    page = html.document_fromstring(text)
    urls = {document.url for document in case.DOCUMENTS}
    outside = {element.get(name) for element in page.iter() for name in ("href", "src", "action", "data") if element.get(name)}
    assert {each for each in outside if not each.startswith("#")} <= urls, (
        "the documents' own addresses are the only links outside"
    )
    assert not page.xpath("//script | //link | //iframe | //object | //embed | //img")
    assert "@import" not in text
    assert "url(" not in text
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")


def test_only_addresses_of_the_web_become_links() -> None:
    assert safe_url("https://a.example/x") == "https://a.example/x"
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        " javascript:alert(1)",
        "//a.example",
        "file:///etc/passwd",
        "http://[",
        None,
    ):
        assert safe_url(url) is None


@given(st.text(max_size=60))
def test_escaped_text_is_plain_in_markdown(text: str) -> None:
    line = str(escape(text))
    assert "\n" not in line
    plain = re.sub(r"\\.", "", line)
    assert not re.search(r"[`*_\[\]<>|~$&{}]", plain)
    assert not re.match(r"\s*(?:#|[-+]\s|\d+[.)]\s)", plain)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), max_size=60))
def test_escaping_loses_nothing(text: str) -> None:
    assert re.sub(r"\\(.)", r"\1", str(escape(text))) == text


@pytest.mark.parametrize("words", NASTY)
def test_markdown_has_no_code_of_an_article(words: str) -> None:
    text = render(assemble(hostile(words, "en")), "markdown")
    assert not re.search(r"(?<!\\)<(?!0\.1%)", text)
    assert not re.search(r"(?<!\\)\]\((?!#)", text)
