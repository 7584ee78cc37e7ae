"""What one language provides. A new language is a folder beside this file: data, and a module `reader.py` with a `READER`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from overtone.language.names import Known, NameForm
from overtone.language.tree import Token, Tree
from overtone.model import Amount, Days, Span


class DateMention(NamedTuple):
    """A date or period in the text, resolved to days (both included) against the publication date; None if it cannot be."""

    span: Span
    days: Days | None
    text: str


class Language(Protocol):
    """The reading of one language; stateless, all offsets are into the text that is handed in."""

    @property
    def code(self) -> str:
        """The language's code (ISO 639-1), which is the name of its folder."""

    def normalise(self, text: str) -> str:
        """The text in the one form in which words are compared; always as long as `text`, and itself if normalised again."""

    def short_allowed(self, text: str, position: int) -> bool:
        """Whether the one character at `position` of normalised text, a state's short form, stands for the state there."""

    def sentences(self, text: str) -> list[Span]:
        """Sentence spans in order; closing quotes stay with their sentence; headlines and list items are sentences."""

    def tokens(self, text: str, sentence: Span, merged: Sequence[Span]) -> list[Token]:
        """The sentence's tokens, forms normalised; each span of `merged` (an actor mention, in order) becomes one PROPN token."""

    def parse(self, sentences: Sequence[Sequence[Token]]) -> list[Tree]:
        """Tags and trees of many sentences at once, lemmas filled in."""

    def names(self, text: str, known: list[Known]) -> list[NameForm]:
        """Names that their form gives away in normalised text; `known` are those found already, in order."""

    def dates(self, text: str, published: date | None) -> list[DateMention]:
        """Every date and period, in order, not overlapping."""

    def amounts(self, text: str, dates: Sequence[Span] | None = None) -> list[Amount]:
        """Every quantity: money, shares, counts with their unit; in order, not overlapping; years and dates are none.

        `dates` are the spans of the text's dates, in order, if the caller has them; else they are looked for.
        """
