"""What every part of the assembling needs at hand: words, names, passages and the day."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from overtone.brief.formats import day_text
from overtone.brief.names import Names
from overtone.brief.phrases import sentence
from overtone.brief.quotes import QuoteBook
from overtone.brief.structure import Inputs, Line
from overtone.brief.words import Words, load_words
from overtone.model import Citation, CodedDocument, Document, Event


class Desk(msgspec.Struct, frozen=True):
    """The tools of one assembling."""

    inputs: Inputs
    words: Words
    names: Names
    quotes: QuoteBook
    documents: dict[str, Document]

    @classmethod
    def lay_out(cls, inputs: Inputs) -> Desk:
        """The desk for these inputs."""
        words = load_words(inputs.language)
        acts = (*inputs.events, *(signal.event for signal in inputs.signals))
        return cls(
            inputs,
            words,
            Names(inputs.theatre, acts, words),
            QuoteBook(inputs),
            {document.id: document for document in inputs.documents},
        )

    def coded(self) -> list[CodedDocument]:
        """What was coded in the documents that are no reprints: a reprint says nothing of its own."""
        return [coded for coded in self.inputs.coded if not self.reprint(coded.id)]

    def reprint(self, document: str) -> bool:
        """Is it a reprint of a document that was read too?"""
        known = self.documents.get(document)
        return known is not None and known.copy_of in self.documents

    def inside(self, text: str) -> str:
        """A sentence inside another: without the capital of an article or adverb."""
        if self.words.raw("capital") and text.startswith(("The ", "Earlier, ", "It ")):
            return text[0].lower() + text[1:]
        return text

    def tell(self, event: Event, status: str | None = None) -> str:
        """The sentence of an event; a recorded act has its own summary."""
        language = self.words.language
        if not event.mentions and language in event.summary:
            return event.summary[language].rstrip("。. ")
        return sentence(self.names, event.source, event.act, event.target, event.mode, status or event.status, event.theme)

    def has_passage(self, event: Event) -> bool:
        """Does any passage that was read carry the event?"""
        return any(self.quotes.known(*place) for place in self.quotes.of(event))

    def voice(self, publisher: str) -> str:
        """An independent voice by name; where a document names no publisher it goes by its title."""
        document = self.documents.get(publisher)
        if document is None:
            return self.names.called(publisher)
        return self.words("read.voice", title=document.title or self.words("read.untitled"))

    def passages(self, event: Event, by: str) -> tuple[str, ...]:
        """The quotes of an event."""
        return self.quotes.cite_all(self.quotes.of(event), by)

    def line(self, text: str, event: Event, by: str) -> Line:
        """A statement about an event with what it rests on."""
        return Line(text, self.passages(event, by), self.citations(event.citations) if not event.mentions else ())

    def citations(self, citations: Sequence[Citation]) -> tuple[str, ...]:
        """Sources of the record in words: publisher, title, day."""
        space = self.words("comma")
        rows = ((each.publisher, each.title, day_text(each.date, self.words) if each.date else "") for each in citations)
        return tuple(space.join(part for part in row if part) for row in rows)

    def dimension(self, id: str) -> str:
        """The label of a dimension of departures; its id in words where the theatre does not know it."""
        for dimension in self.inputs.theatre.dimensions:
            if dimension.id == id:
                return dimension.labels.get(self.words.language, id)
        labels = self.words.raw("dimension")
        return str(labels.get(id, id.replace("-", " ")))
