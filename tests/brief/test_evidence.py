"""Nothing is said without a passage, and every passage is where the brief says that it is: whatever goes in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from overtone.brief import Brief, Inputs, assemble, render
from overtone.brief.passages import pieces
from overtone.brief.structure import Quote

from . import case


def cited(node: Any, key: str = "") -> Iterator[str]:
    """Every id of a quote that any part of a brief's tree rests on."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from cited(value, name)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from cited(value, key)
    elif key in ("quotes", "quote", "baseline") and node is not None:
        yield node


def parts(brief: Brief) -> dict[str, Any]:
    """The tree without the quotes and documents themselves."""
    tree: dict[str, Any] = msgspec.to_builtins(brief)
    return {name: value for name, value in tree.items() if name not in ("quotes", "documents")}


def shifted(thing: Any, by: int) -> Any:
    """A mention, claim, departure or figure whose passage lies elsewhere, perhaps outside its document."""
    return msgspec.structs.replace(thing, evidence=(thing.evidence[0] + by, thing.evidence[1] + 2 * by))


@st.composite
def contests(draw: st.DrawFn) -> Inputs:
    """Parts of the made-up contest, with documents missing and passages out of place."""
    shift = st.sampled_from([0, 0, 0, -3, 7, 2000])
    whole = case.inputs(draw(st.sampled_from(["en", "zh"])))
    events = [
        msgspec.structs.replace(each, mentions=tuple(shifted(mention, draw(shift)) for mention in each.mentions))
        for each in draw(st.lists(st.sampled_from(whole.events), unique_by=lambda event: event.id))
    ]
    known = {event.id: event for event in events}
    coded = [
        msgspec.structs.replace(
            each,
            claims=tuple(shifted(claim, draw(shift)) for claim in each.claims),
            departures=tuple(shifted(departure, draw(shift)) for departure in each.departures),
            figures=tuple(shifted(figure, draw(shift)) for figure in each.figures),
        )
        for each in whole.coded
    ]
    signals = [msgspec.structs.replace(each, event=known[each.event.id]) for each in whole.signals if each.event.id in known]
    documents = draw(st.lists(st.sampled_from(whole.documents), unique_by=lambda document: document.id))
    return msgspec.structs.replace(whole, documents=documents, events=events, coded=coded, signals=signals)


@given(contests())
def test_every_statement_rests_on_a_passage_of_a_document(inputs: Inputs) -> None:
    brief = assemble(inputs)
    quotes = {quote.id: quote for quote in brief.quotes}
    texts = {document.id: document.text for document in inputs.documents}
    assert set(cited(parts(brief))) == set(quotes), "a quote that is cited and missing, or kept and not cited"
    for quote in quotes.values():
        assert quote.text == texts[quote.document][quote.start : quote.end] != ""
    assert all(entry.quotes for entry in (*brief.events, *brief.background))
    assert all(signal.quotes for signal in brief.signals)
    for side in (side for each in brief.contradictions for side in each.sides):
        assert side.quotes or side.record


@given(contests())
def test_every_link_of_the_page_leads_somewhere(inputs: Inputs) -> None:
    page = html.document_fromstring(render(assemble(inputs), "html"))
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for link in page.iter("a"):
        if link.get("href").startswith("#"):
            assert link.get("href")[1:] in ids


@given(contests())
def test_every_footnote_is_defined_once(inputs: Inputs) -> None:
    text = render(assemble(inputs), "markdown")
    defined = re.findall(r"(?m)^\[\^(q\d+)\]:", text)
    used = re.findall(r"\[\^(q\d+)\](?!:)", text)
    assert sorted(set(used)) == sorted(defined)


def test_a_passage_is_marked_where_it_stands() -> None:
    page = html.document_fromstring(render(assemble(case.inputs()), "html"))
    marked = {mark.get("id"): mark.text_content() for mark in page.iter("mark") if mark.get("id")}
    quotes = assemble(case.inputs()).quotes
    assert set(marked) == {quote.id for quote in quotes}
    assert "Ada Vale visited Borealis on 17 May" in marked.values()


@given(st.text(min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=8))
def test_marks_nest_and_lose_no_text(text: str, spans: list[tuple[int, int]]) -> None:
    quotes = [
        Quote(id=f"q{number}", document="d", start=start, end=end, text=text[start:end], language="en")
        for number, (start, end) in enumerate(sorted(set(spans)))
        if start < end <= len(text)
    ]
    inside: dict[str, str] = {quote.id: "" for quote in quotes}
    stack: list[str] = []
    whole = ""
    for piece in pieces(text, quotes):
        if piece.kind == "text":
            whole += piece.text
            for id in stack:
                inside[id] += piece.text
        elif piece.kind in ("open", "resume") and piece.quote is not None:
            stack.append(piece.quote.id)
        elif piece.quote is not None:
            assert stack.pop() == piece.quote.id, "marks must close in the order opposite to that in which they opened"
    assert whole == text
    assert not stack
    assert inside == {quote.id: quote.text for quote in quotes}
