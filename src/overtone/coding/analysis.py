"""The intermediate nouns of the coder: mentions of actors, and sentences read as trees with what was found in them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from overtone.coding.slots import View
from overtone.coding.themes import ThemeHit
from overtone.language.base import DateMention
from overtone.language.tree import Tree
from overtone.model import Amount, Document, Reference, Span

Found = Literal["given", "name", "form", "role", "pronoun"]


class Mention(NamedTuple):
    """An actor named in the text. `found` says how: given by the caller, by a known name, by its form («某某公司», «X Corp.»),

    by an office whose holder is known («the Treasury secretary»), or by a pronoun or description that refers back.
    `owners` are the actors inside its own words (the state in «Chinese workers», the firm in «Nvidia chief executive»);
    `members` those that a plural stands for («both sides», «双方»); `place` is true of names that are places as well,
    `adjective` of those that are adjectives («Chinese»), `seat` of capitals and seats that stand for their state.
    """

    span: Span
    reference: Reference
    found: Found
    owners: tuple[Reference, ...] = ()
    members: tuple[Reference, ...] = ()
    place: bool = False
    adjective: bool = False
    seat: bool = False


class Sentence(NamedTuple):
    """One sentence: its tree (tokens that are mentions carry their index) with the view on it, and what lies in it."""

    span: Span
    view: View
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    amounts: tuple[Amount, ...]
    themes: tuple[ThemeHit, ...] = ()

    @property
    def tree(self) -> Tree:
        """The tree."""
        return self.view.tree


class Analysis(NamedTuple):
    """A document read: what the extractors of events, claims, departures and figures work on."""

    document: Document
    sentences: tuple[Sentence, ...]
