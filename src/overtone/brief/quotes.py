"""The passages of a brief, each once, and who cites them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from overtone.brief.structure import Inputs, Quote
from overtone.model import Document, Event, Span

Place = tuple[str, Span]


class QuoteBook:
    """Numbers every passage that may be cited in the order of the documents, and notes which parts of the brief cite it.

    Passages outside their document, or of a document that was not read, have no number: nothing can rest on them.
    """

    def __init__(self, inputs: Inputs) -> None:
        self._documents: dict[str, Document] = {document.id: document for document in inputs.documents}
        order = {document.id: index for index, document in enumerate(inputs.documents)}
        places = {place for place in self._places(inputs) if self._valid(place)}
        ranked = sorted(places, key=lambda place: (order[place[0]], place[1][0], -place[1][1]))
        self._ids = {place: f"q{number}" for number, place in enumerate(ranked, 1)}
        self._cited: dict[str, list[str]] = defaultdict(list)

    def of(self, event: Event) -> tuple[Place, ...]:
        """Where the event's passages stand: those in reprints only where there are no others."""
        places = tuple((mention.document, mention.evidence) for mention in event.mentions)
        return tuple(place for place in places if not self._reprint(place)) or places

    def known(self, document: str, span: Span) -> bool:
        """Is there such a passage?"""
        return (document, span) in self._ids

    def cite(self, document: str, span: Span | None, by: str) -> str | None:
        """The id of the passage, noted as cited by the part `by`; None where there is no such passage."""
        quote = self._ids.get((document, span)) if span is not None else None
        if quote is not None and by not in self._cited[quote]:
            self._cited[quote].append(by)
        return quote

    def cite_all(self, places: Sequence[Place], by: str) -> tuple[str, ...]:
        """The ids of all passages that exist, in the order given, without repeats."""
        found = (self.cite(document, span, by) for document, span in places)
        return tuple(dict.fromkeys(quote for quote in found if quote is not None))

    def quotes(self) -> tuple[Quote, ...]:
        """The passages that the brief cites, in the order of the documents."""
        return tuple(self._quote(place, quote) for place, quote in self._ids.items() if quote in self._cited)

    def _quote(self, place: Place, quote: str) -> Quote:
        document, (start, end) = self._documents[place[0]], place[1]
        return Quote(
            id=quote,
            document=document.id,
            start=start,
            end=end,
            text=document.text[start:end],
            language=document.language,
            publisher=document.publisher,
            cited_by=tuple(self._cited[quote]),
        )

    def _valid(self, place: Place) -> bool:
        document, (start, end) = self._documents.get(place[0]), place[1]
        return document is not None and 0 <= start < end <= len(document.text) and bool(document.text[start:end].strip())

    def _reprint(self, place: Place) -> bool:
        document = self._documents.get(place[0])
        return document is not None and document.copy_of is not None

    def _places(self, inputs: Inputs) -> Iterator[Place]:
        for event in (*inputs.events, *(signal.event for signal in inputs.signals)):
            yield from self.of(event)
        departures = [departure for signal in inputs.signals for departure in signal.departures]
        for coded in inputs.coded:
            yield from ((claim.document, claim.evidence) for claim in coded.claims)
            yield from ((figure.document, figure.evidence) for figure in coded.figures)
            departures.extend(coded.departures)
        for departure in departures:
            yield departure.document, departure.evidence
            if departure.baseline is not None:
                yield departure.document, departure.baseline
