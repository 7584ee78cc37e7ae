"""The room's one door: a coder for a theatre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from overtone.coding.analysis import Analysis
from overtone.coding.events import events
from overtone.coding.linking import Linker
from overtone.coding.reading import analyse
from overtone.coding.themes import Themes
from overtone.language import language, languages
from overtone.model import CodedDocument, Document, EventMention, Theatre

BATCH = 256
"""Documents read together at most: enough for the parser to work on, few enough to hold in memory."""

BATCH_CHARACTERS = 100_000
"""No document is added to a batch that has as many characters as this."""


Revise = Callable[[Sequence[Analysis]], Sequence[Sequence[EventMention]]]
"""The events of each document read, as somebody else who reads it too would have them."""


class Coder:
    """Codes documents against the actors and products of one theatre. Stateless but for what it has compiled."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self._readers: dict[str, tuple[Linker, Themes]] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that can be read."""
        return languages()

    def code(self, documents: Sequence[Document]) -> list[CodedDocument]:
        """What each document says, in the order of the input; a language that cannot be read gives nothing."""
        return list(self.stream(documents))

    def stream(self, documents: Sequence[Document], revise: Revise | None = None) -> Iterator[CodedDocument]:
        """The same, document by document, reading a batch at a time; `revise` has the last word on the events."""
        for batch in self.batches(documents):
            analyses = self.analyse(batch)
            revised = revise(analyses) if revise is not None else [None] * len(analyses)
            read = {id(a.document): (a, told) for a, told in zip(analyses, revised, strict=True)}
            for document in batch:
                found = read.get(id(document))
                yield coded(*found) if found is not None else CodedDocument(id=document.id, language=document.language)

    def batches(self, documents: Iterable[Document]) -> Iterator[list[Document]]:
        """The documents in order, cut into batches that are read together."""
        batch: list[Document] = []
        size = 0
        for document in documents:
            if batch and (len(batch) == BATCH or size >= BATCH_CHARACTERS):
                yield batch
                batch, size = [], 0
            batch.append(document)
            size += len(document.text)
        if batch:
            yield batch

    def prepare(self, codes: Iterable[str]) -> None:
        """Compile what the theatre needs for documents in these languages, before they are at hand."""
        for code in set(codes).intersection(self.languages):
            self._reader(code)

    def analyse(self, documents: Sequence[Document]) -> list[Analysis]:
        """The documents read, those of one language together."""
        found: list[Analysis] = []
        for code in dict.fromkeys(document.language for document in documents):
            if code in self.languages:
                linker, themes = self._reader(code)
                found += analyse([document for document in documents if document.language == code], linker, themes)
        return found

    def named(self, documents: Sequence[Document]) -> Counter[str]:
        """How often the documents name each actor of the theatre, by id."""
        counts: Counter[str] = Counter()
        for document in documents:
            if document.language in self.languages:
                linker, _ = self._reader(document.language)
                hits = linker.gazetteer.hits(document.text, linker.language.short_allowed)
                counts.update(linker.gazetteer.actors[linker.gazetteer.choose(hit, document.published)].id for hit in hits)
        return counts

    def _reader(self, code: str) -> tuple[Linker, Themes]:
        if code not in self._readers:
            reader = language(code)
            self._readers[code] = (Linker(self.theatre, reader), Themes(self.theatre.products, reader.normalise))
        return self._readers[code]


def coded(analysis: Analysis, told: Sequence[EventMention] | None = None) -> CodedDocument:
    """Everything that a document read says; its events are `told` where somebody has revised them."""
    from overtone.coding.claims import claims
    from overtone.coding.departures import departures
    from overtone.coding.figures import figures

    return CodedDocument(
        id=analysis.document.id,
        language=analysis.document.language,
        events=tuple(events(analysis) if told is None else told),
        claims=claims(analysis),
        departures=departures(analysis),
        figures=figures(analysis),
    )
