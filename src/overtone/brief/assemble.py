"""Nouns in, brief out."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from overtone import __version__
from overtone.brief.contradictions import contradictions
from overtone.brief.desk import Desk
from overtone.brief.entries import departure_entry, event_entries, figure_groups, holder_entries
from overtone.brief.formats import day_text, days_text
from overtone.brief.standouts import bottom_line, signal_entries
from overtone.brief.structure import (
    SCHEMA,
    Brief,
    DepartureEntry,
    DocumentEntry,
    EventEntry,
    Fact,
    Inputs,
    Line,
    SignalEntry,
)
from overtone.brief.timeline import timeline
from overtone.model import Document, Signal, Theatre

# Signals of a lower rank are in the list of events, not set out one by one: nobody reads the fortieth.
TOP_SIGNALS = 12


def assemble(inputs: Inputs) -> Brief:
    """The brief for these inputs. Pure: the same inputs give the same brief. Statements without a passage are left out."""
    desk = Desk.lay_out(inputs)
    told = [signal for signal in inputs.signals if desk.has_passage(signal.event)]
    signals = told[:TOP_SIGNALS]
    ranks = {signal.event.id: f"s{rank}" for rank, signal in enumerate(signals, 1)}
    entries = event_entries(desk, inputs.events, ranks)
    signal_list = signal_entries(desk, signals, {entry.event: entry for entry in entries})
    opposed = contradictions(desk, inputs.events, signals)
    claims = holder_entries(desk, (claim for coded in desk.coded() for claim in coded.claims))
    figures = figure_groups(desk, (figure for coded in desk.coded() for figure in coded.figures), inputs.theatre.figures)
    news = tuple(entry for entry in entries if entry.status != "historical")
    bottom = bottom_line(desk, signals, signal_list, news, opposed) or (_nothing(desk),)
    further = _further_departures(desk, signals)
    return Brief(
        schema=SCHEMA,
        language=inputs.language,
        version=__version__,
        theatre=inputs.theatre.id,
        theatre_title=_title(inputs.theatre, inputs.language),
        as_of=inputs.as_of,
        date=day_text(inputs.as_of, desk.words),
        headline=_headline(desk, signal_list, news),
        bottom=bottom,
        read=_read(desk, len(entries), len(told), sum(len(holder.claims) for holder in claims)),
        signals=signal_list,
        events=news,
        background=tuple(entry for entry in entries if entry.status == "historical"),
        claims=claims,
        contradictions=opposed,
        figures=figures,
        departures=further,
        timeline=timeline(desk, entries, signal_list),
        failures=tuple(inputs.failures),
        warnings=tuple(inputs.warnings),
        method=_method(desk),
        quotes=(quotes := desk.quotes.quotes()),
        documents=_documents(desk, {quote.document for quote in quotes}),
    )


def _headline(desk: Desk, signals: tuple[SignalEntry, ...], events: tuple[EventEntry, ...]) -> Line:
    if signals:
        return Line(signals[0].sentence, signals[0].quotes)
    if events:
        return Line(events[0].sentence, events[0].quotes)
    return Line(desk.words("empty.headline"))


def _nothing(desk: Desk) -> Line:
    count = len(desk.inputs.documents)
    if not count:
        return Line(desk.words("empty.no_documents"))
    return Line(desk.words("empty.bottom", documents=desk.words.counted("count.documents", count)))


def _further_departures(desk: Desk, signals: Iterable[Signal]) -> tuple[DepartureEntry, ...]:
    """Departures that the articles state and no signal shown carries."""
    carried = {departure for signal in signals for departure in signal.departures}
    stated = dict.fromkeys(departure for coded in desk.coded() for departure in coded.departures)
    entries = (departure_entry(desk, each, "departures") for each in stated if each not in carried)
    return tuple(entry for entry in entries if entry is not None)


def _title(theatre: Theatre, language: str) -> str:
    return theatre.title.get(language) or next(iter(theatre.title.values()), theatre.id)


def _read(desk: Desk, events: int, signals: int, claims: int) -> tuple[Fact, ...]:
    words, inputs = desk.words, desk.inputs
    copies = sum(document.copy_of is not None for document in inputs.documents)
    publishers = list(dict.fromkeys(each.publisher or words("read.unnamed") for each in inputs.documents))
    days = sorted(each.published for each in inputs.documents if each.published is not None)
    theatre = _title(inputs.theatre, inputs.language)
    if inputs.choice is not None:
        named = words.counted("count.named", inputs.choice.named)
        how = words("read.given") if inputs.choice.asked else words("read.chosen", named=named)
        theatre += words("semicolon") + how
    documents = words.counted("count.documents", len(inputs.documents))
    if copies:
        documents += words("semicolon") + words.counted("count.reprints", copies)
    found = [words.counted("count.events", events), words.counted("count.signals", signals)]
    facts = {
        "documents": documents,
        "publishers": words("comma").join(publishers) or words("read.none"),
        "period": days_text((days[0], days[-1]), words) if days else words("read.undated"),
        "theatre": theatre,
        "as_of": day_text(inputs.as_of, words),
        "found": words("comma").join([*found, words.counted("count.claims", claims)]),
    }
    return tuple(Fact(words(f"read.{key}"), text) for key, text in facts.items())


def _method(desk: Desk) -> tuple[str, ...]:
    theatre = desk.inputs.theatre
    fingerprint = sha256(msgspec.json.encode(theatre)).hexdigest()[:12]
    values = {
        "version": __version__,
        "theatre": _title(theatre, desk.inputs.language),
        "actors": f"{len(theatre.actors):,}",
        "acts": f"{len(theatre.chronicle):,}",
        "fingerprint": fingerprint,
    }
    return tuple(str(line).format_map(values) for line in desk.words.raw("method"))


def _documents(desk: Desk, quoted: set[str]) -> tuple[DocumentEntry, ...]:
    ids = {document.id: f"doc{number}" for number, document in enumerate(desk.inputs.documents, 1)}
    return tuple(_document(desk, each, ids, each.id in quoted) for each in desk.inputs.documents)


def _document(desk: Desk, document: Document, ids: dict[str, str], quoted: bool) -> DocumentEntry:
    published = (document.published, document.published) if document.published is not None else None
    return DocumentEntry(
        id=ids[document.id],
        document=document.id,
        title=document.title or desk.words("read.untitled"),
        publisher=document.publisher,
        published=document.published,
        date=days_text(published, desk.words) or desk.words("read.undated"),
        language=document.language,
        url=document.url,
        origin=document.origin,
        copy_of=ids.get(document.copy_of) if document.copy_of is not None else None,
        text=document.text if document.copy_of is None or quoted else "",
    )
