"""Chinese, simplified and traditional, as the coder reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from overtone.language.base import DateMention, Language
from overtone.language.names import Known, NameForm
from overtone.language.tree import Token, Tree
from overtone.model import Amount, Span


class Chinese:
    """The parts of `overtone.language.base.Language`; each loads its data when it is first used."""

    code = "zh"

    def normalise(self, text: str) -> str:
        """Simplified characters; half-width letters, digits and signs."""
        from overtone.language.zh.normal import normalise

        return normalise(text)

    def short_allowed(self, text: str, position: int) -> bool:
        """See `overtone.language.zh.short`."""
        from overtone.language.zh.short import short_allowed

        return short_allowed(text, position)

    def sentences(self, text: str) -> list[Span]:
        """See `overtone.language.zh.sentences`."""
        from overtone.language.zh.sentences import sentences

        return sentences(text)

    def tokens(self, text: str, sentence: Span, merged: Sequence[Span]) -> list[Token]:
        """See `overtone.language.zh.words`."""
        from overtone.language.zh.words import tokens

        return tokens(text, sentence, merged)

    def parse(self, sentences: Sequence[Sequence[Token]]) -> list[Tree]:
        """The parser's trees; a word's lemma is its form."""
        from overtone.language.parser import Parser

        return Parser.load(Path(__file__).with_name("parser.npz")).parse(sentences)

    def names(self, text: str, known: list[Known]) -> list[NameForm]:
        """See `overtone.language.zh.names`."""
        from overtone.language.zh.names import names

        return names(text, known)

    def dates(self, text: str, published: date | None) -> list[DateMention]:
        """See `overtone.language.zh.dates`."""
        from overtone.language.zh.dates import dates

        return dates(text, published)

    def amounts(self, text: str, dates: Sequence[Span] | None = None) -> list[Amount]:
        """See `overtone.language.zh.amounts`."""
        from overtone.language.zh.amounts import amounts

        return amounts(text, dates)


READER: Language = Chinese()
