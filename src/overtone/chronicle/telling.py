"""Mentions as the merging sees them: who tells them, of which days they can speak, and between whom the act passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

import msgspec

from overtone.model import ACTS, CodedDocument, Days, Document, EventMention, Reference

NEARBY = timedelta(days=10)
"""A mention without a day is news of what happened within this time of its publication."""

SLACK = timedelta(days=1)
"""Midnight comes at different hours: news of a day may be dated the day before or after."""

_DIRECTED = frozenset({"visit", "host", "invite", "supply", "buy", "invest", "pledge"})
"""Modes of symmetric acts in which it matters who does it to whom."""

_PLANS = frozenset({"future", "considered"})


class Told(msgspec.Struct, frozen=True, dict=True):
    """A mention with the document that tells it and the voice that stands behind it."""

    mention: EventMention
    published: date | None
    voice: str

    @cached_property
    def order(self) -> tuple[object, ...]:
        """A place among all mentions that does not depend on the order in which they came."""
        mention = self.mention
        return mention.document, mention.evidence, mention.rule, msgspec.json.encode(mention)

    @property
    def plan(self) -> bool:
        """Is it told as something still to come?"""
        return self.mention.status in _PLANS

    @cached_property
    def window(self) -> Days | None:
        """The days of which the mention can speak; where it gives none, those of the news.

        A denial may carry the day on which it was made: what it denies lies on that day or shortly before.
        """
        when, published = self.mention.when, self.published
        if when is not None:
            return (_shifted(when[0], -NEARBY), when[1]) if self.mention.status == "denied" else when
        if published is None:
            return None
        onward = {"actual": timedelta(0), "denied": SLACK}.get(self.mention.status, NEARBY)
        return _shifted(published, -NEARBY), _shifted(published, onward)


def tell(coded: Iterable[CodedDocument], documents: Sequence[Document]) -> list[Told]:
    """All mentions with who stands behind them, in an order of their own."""
    by_id = {document.id: document for document in documents}
    coded = list(coded)
    called = _called(mention for each in coded for mention in each.events)
    found = []
    for each in coded:
        document = by_id.get(each.id)
        published = document.published if document is not None else None
        publisher = _publisher(document, by_id) if document is not None else each.id
        voice = called.get(publisher.casefold(), publisher)
        found += [Told(mention, published, _voice(mention) or voice) for mention in each.events]
    return sorted(found, key=lambda told: told.order)


def _publisher(document: Document, documents: Mapping[str, Document]) -> str:
    """Who published it first: a reprint speaks with the voice of its original."""
    seen = {document.id}
    while (original := documents.get(document.copy_of or "")) is not None and original.id not in seen:
        document = original
        seen.add(document.id)
    return document.publisher or document.url or document.id


def _voice(mention: EventMention) -> str | None:
    """The medium or body that the text itself names as the one that reports it; people and «sources» are no publishers."""
    reporter = mention.reporter
    return reporter.name if reporter is not None and reporter.kind in ("media", "organisation") else None


def _called(mentions: Iterable[EventMention]) -> dict[str, str]:
    """Every name of the media that texts name, so that «金融时报» and the Financial Times are one voice."""
    called: dict[str, str] = {}
    for mention in mentions:
        if (voice := _voice(mention)) is not None and mention.reporter is not None:
            for name in (voice, *mention.reporter.names):
                called[name.casefold()] = min(voice, called.get(name.casefold(), voice))
    return called


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta(0) else date.max


def meet(a: Days | None, b: Days | None) -> bool:
    """Have the two intervals a day in common?"""
    return a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def either_way(act: str, mode: str | None) -> bool:
    """Does it make no difference who is named as the source?"""
    return ACTS[act].symmetric and mode not in _DIRECTED


def ends(mention: EventMention) -> tuple[str, str]:
    """The keys of source and target; in order of their names where it makes no difference who is which."""
    source, target = mention.source.key, mention.target.key if mention.target is not None else ""
    if either_way(mention.act, mention.mode) and target < source:
        return target, source
    return source, target


def parties(mention: EventMention) -> tuple[str, ...]:
    """The act and the parties between which it passes: mentions of one happening share this."""
    names = (mention.source.party.name, mention.target.party.name if mention.target is not None else "")
    return (mention.act, *(sorted(names) if ACTS[mention.act].symmetric else names))


def is_party(reference: Reference) -> bool:
    """Does the passage name only the party, not who of it acts?"""
    return reference.id is not None and reference.id == reference.party.id


def exactness(mention: EventMention) -> int:
    """How many of source, target and mode are told exactly."""
    named = (end for end in (mention.source, mention.target) if end is not None)
    return sum(not is_party(end) for end in named) + (mention.mode is not None)
