"""What one language provides. A new language is a folder beside this file with data and a module that has these parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from overtone.language.tree import Token, Tree
from overtone.model import Amount, Days, Span


class DateMention(NamedTuple):
    """A date or period in the text, resolved to days (both included) against the publication date; None if it cannot be."""

    span: Span
    days: Days | None
    text: str


class Language(Protocol):
    """The reading of one language; stateless, all offsets are into the text that is handed in."""

    code: str

    def sentences(self, text: str) -> list[Span]:
        """Sentence spans in order; closing quotes stay with their sentence; headlines and list items are sentences."""

    def tokens(self, text: str, sentence: Span, merged: Sequence[Span]) -> list[Token]:
        """The sentence's tokens; each span of `merged` (an actor mention, in order) becomes one PROPN token."""

    def parse(self, sentences: Sequence[Sequence[Token]]) -> list[Tree]:
        """Tags and trees of many sentences at once, lemmas filled in."""

    def dates(self, text: str, published: date | None) -> list[DateMention]:
        """Every date and period, in order, not overlapping."""

    def amounts(self, text: str) -> list[Amount]:
        """Every quantity: money, shares, counts with their unit; in order, not overlapping; years and dates are none."""
