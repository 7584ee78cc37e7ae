"""From mentions to happenings: which passages tell the same act, who stands behind them, and whether they agree.

Two mentions tell one happening if act, mode and ends are the same (symmetric acts either way round, but who visits or invites
whom is told apart) and their days are compatible. A mention that names only a party («China received Huang»), or no mode, joins
the one more exact happening that it fits; where it fits several, it stays by itself. The result does not depend on the order of
the documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from typing import NamedTuple

from overtone.model import ACTS, CodedDocument, Days, Document, Event, EventMention, Reference, Status

NEARBY = timedelta(days=10)
"""Mentions without a common day tell the same news only if they were published within this time of each other."""

_DIRECTED = frozenset({"visit", "host", "invite", "supply", "buy", "invest", "pledge"})
"""Modes of symmetric acts in which it matters who does it to whom."""

_STRENGTH: dict[Status, int] = {"actual": 4, "historical": 3, "future": 2, "considered": 1, "denied": 0}


class Told(NamedTuple):
    """A mention with the document that tells it and the voice that stands behind it."""

    mention: EventMention
    published: date | None
    voice: str


def merge(coded: Sequence[CodedDocument], documents: Sequence[Document]) -> list[Event]:
    """The happenings that the documents tell, by first day and id; `disputed` where voices contradict each other."""
    by_id = {document.id: document for document in documents}
    told = [Told(mention, *_stands_behind(mention, by_id)) for each in coded for mention in each.events]
    told.sort(key=lambda each: (each.mention.document, each.mention.evidence, each.mention.rule))
    clusters: list[list[Told]] = []
    for group in _grouped(told):
        clusters += _split(group)
    events = [_event(cluster) for cluster in _joined(clusters)]
    return sorted(events, key=lambda event: (event.when or (date.max, date.max), event.id))


def _stands_behind(mention: EventMention, documents: dict[str, Document]) -> tuple[date | None, str]:
    """The day of publication and the independent voice: who is said to report it, else the publisher of the original."""
    document = documents.get(mention.document)
    if document is None:
        return None, mention.document
    original = documents.get(document.copy_of or "", document)
    if mention.reporter is not None and mention.reporter.kind in ("media", "organisation"):
        return document.published, mention.reporter.name
    return document.published, original.publisher or original.url or original.id


def _either_way(mention: EventMention) -> bool:
    return ACTS[mention.act].symmetric and mention.mode not in _DIRECTED


def _ends(mention: EventMention) -> tuple[str, str]:
    ends = (mention.source.key, mention.target.key if mention.target is not None else "")
    if _either_way(mention):
        first, second = sorted(ends)
        return first, second
    return ends


def _grouped(told: Iterable[Told]) -> list[list[Told]]:
    groups: dict[tuple[str, str, str, str], list[Told]] = defaultdict(list)
    for each in told:
        groups[(each.mention.act, each.mention.mode or "", *_ends(each.mention))].append(each)
    return [groups[key] for key in sorted(groups)]


def _split(group: list[Told]) -> list[list[Told]]:
    """Mentions of the same act and ends in happenings: those that are compatible, directly or through others."""
    clusters: list[list[Told]] = []
    for each in sorted(group, key=lambda told: (told.mention.when is None, told.mention.when or (date.max,) * 2)):
        fitting = [cluster for cluster in clusters if any(_compatible(each, other) for other in cluster)]
        merged = [each, *(told for cluster in fitting for told in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in fitting] + [merged]
    return clusters


def _compatible(a: Told, b: Told) -> bool:
    """May the two tell one happening? Days must meet; a mention without a day is news of the days before its publication."""
    first, second = a.mention, b.mention
    undated = first.when is None and second.when is None
    if undated and first.status != second.status and "historical" in (first.status, second.status):
        return False
    mine, theirs = _window(a), _window(b)
    if mine is None or theirs is None:
        return first.document == second.document
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _window(told: Told) -> Days | None:
    """The days of a mention; where it gives none, those of the news: background has no such days.

    A denial may carry the day on which it was made: what it denies lies on that day or shortly before.
    """
    when = told.mention.when
    if when is not None and told.mention.status == "denied":
        return when[0] - NEARBY, when[1]
    if when is not None or told.published is None:
        return when
    return told.published - NEARBY, told.published + (NEARBY if told.mention.status != "actual" else timedelta(0))


def _joined(clusters: list[list[Told]]) -> list[list[Told]]:
    """Happenings told of parties only, or without a mode, joined to the single more exact one that they fit."""
    by_party: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        by_party[_parties(cluster[0].mention)].append(number)
    joined = [list(cluster) for cluster in clusters]
    for numbers in by_party.values():
        for number in numbers:
            general = clusters[number][0].mention
            fitting = [
                other
                for other in numbers
                if other != number
                and _more_exact(clusters[other][0].mention, general)
                and any(_compatible(a, b) for a in clusters[number] for b in clusters[other])
            ]
            if len(fitting) == 1 and joined[number]:
                joined[fitting[0]] += joined[number]
                joined[number] = []
    return [cluster for cluster in joined if cluster]


def _parties(mention: EventMention) -> tuple[str, ...]:
    ends = (mention.source.party.name, mention.target.party.name if mention.target is not None else "")
    return (mention.act, *(sorted(ends) if ACTS[mention.act].symmetric else ends))


def _more_exact(exact: EventMention, general: EventMention) -> bool:
    """Does `exact` name a mode or an end more exactly than `general`, and nothing otherwise?"""
    if general.mode and general.mode != exact.mode:
        return False
    turned = general.mode is None and ACTS[exact.act].symmetric
    pairs = list(zip(_references(exact, turned), _references(general, turned), strict=True))
    fits = all(e is None or g is None or e.key == g.key or _is_party(g) for e, g in pairs)
    finer = any(e.key != g.key and _is_party(g) and not _is_party(e) for e, g in pairs if e is not None and g is not None)
    return fits and (finer or (general.mode is None and exact.mode is not None))


def _references(mention: EventMention, turned: bool) -> list[Reference | None]:
    """Source and target; in the order of their parties where either may be which."""
    ends = [mention.source, mention.target]
    if turned and mention.target is not None:
        return sorted(ends, key=lambda end: end.party.name if end is not None else "")
    return ends


def _is_party(reference: Reference) -> bool:
    return reference.id is not None and reference.id == reference.party.id


def _event(cluster: list[Told]) -> Event:
    told = sorted(cluster, key=lambda each: (each.mention.document, each.mention.evidence, each.mention.rule))
    mentions = tuple(each.mention for each in told)
    leading = _leading(told)
    when = _days(mentions)
    status = max((mention.status for mention in mentions), key=lambda status: _STRENGTH[status])
    mode = _commonest(mention.mode for mention in mentions)
    published = min((each.published for each in told if each.published is not None), default=None)
    return Event(
        id=_id(leading, mode, when or ((published, published) if published is not None else None)),
        source=leading.source.key,
        act=leading.act,
        target=leading.target.key if leading.target is not None else None,
        mode=mode,
        status=status,
        when=when,
        theme=tuple(dict.fromkeys(theme for mention in mentions for theme in mention.theme)),
        mentions=mentions,
        publishers=tuple(sorted({each.voice for each in told})),
        disputed=status != "denied" and any(mention.status == "denied" for mention in mentions),
    )


def _leading(told: list[Told]) -> EventMention:
    """The mention that names the ends most exactly, the surest of them."""

    def rank(each: Told) -> tuple[int, float]:
        ends = [end for end in (each.mention.source, each.mention.target) if end is not None]
        return sum(not _is_party(end) for end in ends), each.mention.confidence

    return max(told, key=rank).mention


def _days(mentions: Sequence[EventMention]) -> Days | None:
    """The days that most mentions give, the shorter interval first."""
    counts = Counter(mention.when for mention in mentions if mention.when is not None and mention.status != "denied")
    counts = counts or Counter(mention.when for mention in mentions if mention.when is not None)
    return min(counts, key=lambda days: (-counts[days], days[1] - days[0], days), default=None)


def _commonest(modes: Iterable[str | None]) -> str | None:
    counts = Counter(mode for mode in modes if mode)
    return min(counts, key=lambda mode: (-counts[mode], mode), default=None)


def _id(mention: EventMention, mode: str | None, days: Days | None) -> str:
    """A short name that stays the same from run to run."""
    parts = [mention.act, *_ends(mention), mode or "", days[0].isoformat() if days is not None else mention.document]
    return blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()
