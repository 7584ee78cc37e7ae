"""A language whose words stand apart, read with nothing but data: what a new language starts from, method by method.

    READER = Spaced("eo", word)

reads the files of the folder of that code: `dates.yaml`, `amounts.yaml` and, once there is one, `parser.npz`. Each method may be replaced in
a subclass, where the language asks for more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from overtone.data import part
from overtone.language.base import DateMention
from overtone.language.names import Known, NameForm
from overtone.language.numbers import digits
from overtone.language.quantities import AmountGrammar
from overtone.language.tokens import add_trimmed, weave
from overtone.language.tree import Token, Tree
from overtone.model import Amount, Span

Word = Callable[[str], tuple[str, str]]
"""Tag (of Universal Dependencies; empty if unknown) and lemma of a form."""
Number = Callable[[str], float | None]
"""The value of a number in digits or words, or None if it is none."""

_END = re.compile(r"(?:[.!?]+|…)[\"'”’»“)\]]*(?=\s|$)|\n\s*")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:[-'][^\W_]+)*|[.!?…]+|\S")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")


def untagged(form: str) -> tuple[str, str]:
    """No tag; the word in small letters is its own lemma: constructions then match the forms that they list."""
    return "", form.lower()


class Spaced:
    """The parts of `overtone.language.base.Language`. Without a parser, trees come from the order of words (`ordered`)."""

    def __init__(self, code: str, word: Word = untagged, number: Number = digits) -> None:
        self.code, self._word, self._number = code, word, number

    def normalise(self, text: str) -> str:
        """Half-width characters and plain apostrophes."""
        from overtone.language.en.normal import normalise

        return normalise(text)

    def short_allowed(self, text: str, position: int) -> bool:
        """There are no short forms of one character."""
        return False

    def sentences(self, text: str) -> list[Span]:
        """Up to a stop that no small letter follows, or the end of a line."""
        spans: list[Span] = []
        start = 0
        for match in _END.finditer(text):
            following = text[match.end() : match.end() + 2].strip()[:1]
            if text[match.start()] == "\n" or not following.islower():
                add_trimmed(text, start, match.end(), spans)
                start = match.end()
        add_trimmed(text, start, len(text), spans)
        return spans

    def tokens(self, text: str, sentence: Span, merged: Sequence[Span]) -> list[Token]:
        """Words, numbers and marks; each span of `merged` is one token."""
        return weave(self.normalise(text), sentence, merged, _cut)

    def parse(self, sentences: Sequence[Sequence[Token]]) -> list[Tree]:
        """The trees of `parser.npz` if the language has one, else those of the order of words."""
        if (weights := part(self.code, "parser.npz")) is not None:
            from overtone.language.parser import Parser

            return Parser.load(Path(str(weights))).parse(
                sentences, lambda form, tag: form if tag == "PROPN" else self._word(form)[1]
            )
        from overtone.language.ordered import ordered

        return [ordered([self._tagged(token) for token in sentence]) for sentence in sentences]

    def _tagged(self, token: Token) -> Token:
        if token.mention >= 0:
            return token
        if not any(map(str.isalnum, token.form)):
            return token._replace(tag="PUNCT")
        tag, lemma = self._word(token.form)
        return token._replace(tag=tag, lemma=lemma)

    def names(self, text: str, known: list[Known]) -> list[NameForm]:
        """None: only actors that the theatre knows, or that the caller marks, are found."""
        return []

    def dates(self, text: str, published: date | None) -> list[DateMention]:
        """By `dates.yaml`."""
        from overtone.language.calendar import date_reader

        return date_reader(self.code, self._number).read(text, self.normalise(text), published)

    def amounts(self, text: str, dates: Sequence[Span] | None = None) -> list[Amount]:
        """By `amounts.yaml`; what is counted is the word behind the number."""
        from overtone.language.quantities import amount_reader

        spans = [mention.span for mention in self.dates(text, None)] if dates is None else dates
        return amount_reader(self.code, self._number, _noun).read(text, self.normalise(text), spans)


def _cut(normal: str, start: int, end: int) -> Iterator[Span]:
    return (match.span() for match in _WORD.finditer(normal, start, end))


def _noun(grammar: AmountGrammar, text: str, place: int, counter: str | None) -> tuple[str, int] | None:
    """The thing counted, if the word behind the number is one that the file lists."""
    word = _NEXT_WORD.match(text, place)
    unit = grammar.nouns.get(word[1].lower()) if word else None
    return (unit, word.end()) if word and unit else None
