"""A document as passages: paragraphs, sentences and clauses with their normalised text, for readers that go by words and not by trees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from overtone.coding.analysis import Analysis, Mention, Sentence
from overtone.language import language
from overtone.language.matching import lower
from overtone.model import Reference, Span

# Marks that end a clause; a comma between digits or a full stop inside a number does not.
_BREAK = re.compile(r"(?<!\d)[,，](?=.)|[,，](?!\d)|[;；:：。！？!?]+|——|—|–(?=\s)|--|\n")
_EDGE = " \t\n\u3000,，;；:：。.!！?？—–-\"'“”‘’「」『』、…"


class Passage(NamedTuple):
    """A sentence as passages see it: its number, the paragraph that it stands in, and its clauses (spans in the text)."""

    number: int
    paragraph: int
    span: Span
    clauses: tuple[Span, ...]
    sentence: Sentence


class Passages(NamedTuple):
    """A document's text in normal form and in lower case (same offsets), and its sentences."""

    text: str
    normal: str
    folded: str
    sentences: tuple[Passage, ...]

    def part(self, span: Span) -> str:
        """The text of a span as cues are compared with it: in normal form and lower case."""
        return self.folded[slice(*span)]

    def subjectless(self, span: Span, passage: Passage) -> str:
        """The same without the actor who opens it: a title («the prime minister») says nothing of what they do."""
        opener = next(
            (m.span for m in passage.sentence.mentions if span[0] <= m.span[0] <= span[0] + 4 and m.span[1] <= span[1]), None
        )
        return self.folded[opener[1] : span[1]] if opener is not None else self.part(span)

    def paragraph(self, number: int) -> Iterator[Passage]:
        """The sentences of a paragraph."""
        return (passage for passage in self.sentences if passage.paragraph == number)

    def actor(self, number: int, within: Span | None = None) -> Reference | None:
        """Who a sentence is about: the first actor in it (in `within` first), else in the nearest of the three before."""
        here = [mention for mention in self.sentences[number].sentence.mentions if acts(mention)]
        inside = [mention for mention in here if within is not None and within[0] <= mention.span[0] < within[1]]
        before = (
            [mention for mention in self.sentences[back].sentence.mentions if acts(mention)]
            for back in range(number - 1, max(-1, number - 4), -1)
        )
        for group in (inside, here, *before):
            chosen = next((mention for mention in group if not mention.place), None) or next(iter(group), None)
            if chosen is not None:
                return chosen.reference
        return None

    def named(self, number: int, within: Span) -> str | None:
        """The key of the first actor whom a part of a sentence names, pronouns apart, places last."""
        inside = [m for m in self.sentences[number].sentence.mentions if acts(m) and within[0] <= m.span[0] < within[1]]
        plain = [mention for mention in inside if mention.found != "pronoun" and not mention.place]
        return plain[0].reference.key if plain else None


def acts(mention: Mention) -> bool:
    """Is the mention somebody who may act here, not a place, a nationality or a name that is only suspected?"""
    if mention.adjective or (mention.found == "form" and mention.reference.kind == "other"):
        return False
    return not mention.place or mention.reference.kind in ("state", "bloc")


def passages(analysis: Analysis) -> Passages:
    """The passages of a document that was read."""
    text = analysis.document.text
    normal = language(analysis.document.language).normalise(text)
    found, paragraph, last = [], 0, 0
    for number, sentence in enumerate(analysis.sentences):
        paragraph += "\n" in text[last : sentence.span[0]]
        found.append(Passage(number, paragraph, sentence.span, clauses(normal, sentence.span), sentence))
        last = sentence.span[1]
    return Passages(text, normal, lower(normal), tuple(found))


def clauses(normal: str, span: Span) -> tuple[Span, ...]:
    """The clauses of a sentence, without the marks around them."""
    cuts = [span[0], *(match.end() for match in _BREAK.finditer(normal, *span)), span[1]]
    pieces = (trimmed(normal, (start, end)) for start, end in pairwise(cuts))
    return tuple(piece for piece in pieces if piece[1] > piece[0])


def trimmed(text: str, span: Span) -> Span:
    """A span without blanks and punctuation at its edges; closing quotes and brackets whose partner is inside stay."""
    start, end = span
    while start < end and text[start] in _EDGE and not (text[start] in '“‘「『"' and _closed(text, start, end)):
        start += 1
    while end > start and text[end - 1] in _EDGE and not _open(text, start, end):
        end -= 1
    return start, end


_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"'}
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}


def _closed(text: str, start: int, end: int) -> bool:
    return text.find(_PAIRS[text[start]], start + 1, end) >= 0


def _open(text: str, start: int, end: int) -> bool:
    opener = _CLOSERS.get(text[end - 1])
    return opener is not None and text.find(opener, start, end - 1) >= 0


def shortened(text: str, span: Span, limit: int, parts: Sequence[Span] = ()) -> str:
    """The passage as a quote: whole if it is short, else as many of its clauses as the limit allows, at least the first."""
    if span[1] - span[0] <= limit:
        return text[slice(*span)]
    end = next((part[1] for part in reversed(parts) if span[0] < part[1] <= min(span[0] + limit, span[1])), None)
    if end is None:
        cut = text.rfind(" ", span[0], span[0] + limit)
        end = cut if cut > span[0] else span[0] + limit
    return text[span[0] : end]
