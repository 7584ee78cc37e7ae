"""From mentions to happenings: which passages tell the same act, who stands behind them, and whether they agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from itertools import count

import msgspec

from overtone.chronicle.grouping import Cluster, happenings
from overtone.chronicle.recorded import Record
from overtone.chronicle.telling import Told, ends, exactness, tell
from overtone.model import CodedDocument, Days, Document, Event, EventMention, Status

_STRENGTH: dict[Status, int] = {"actual": 4, "historical": 3, "future": 2, "considered": 1, "denied": 0}


def merge(coded: Sequence[CodedDocument], documents: Sequence[Document], recorded: Sequence[Event] = ()) -> list[Event]:
    """The happenings that the documents tell, by first day and id. The order of the documents does not matter.

    An event has its independent publishers: a reprint counts as its original, and a medium that the text names («NPR reported …») as
    the publisher of what it is said to report. It is `disputed` where it is told as done or to come and also denied. A happening that is among
    `recorded` acts takes the id, summary and citations of the record; recorded acts that no document tells are not returned.
    """
    record = Record(recorded)
    found: dict[str, list[Event]] = defaultdict(list)
    for cluster in happenings(tell(coded, documents)):
        event = _event(cluster)
        known = record.of(event)
        event = record.named(event, known) if known is not None else event
        found[event.id].append(event)
    events = [event for same in found.values() for event in _distinct(same)]
    return sorted(events, key=lambda event: (event.when or (date.max, date.max), event.id))


def _distinct(same: list[Event]) -> list[Event]:
    """Events that came to one id: the one with the most passages keeps it, the others are numbered."""
    ordered = sorted(same, key=lambda event: (-len(event.mentions), msgspec.json.encode(event.mentions)))
    return [
        event if number == 0 else msgspec.structs.replace(event, id=_hash([event.id, str(number)]), citations=(), summary={})
        for number, event in zip(count(), ordered, strict=False)
    ]


def _event(cluster: Cluster) -> Event:
    told = sorted(cluster, key=lambda each: each.order)
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
        told=published,
    )


def _leading(told: Sequence[Told]) -> EventMention:
    """The mention that names most exactly who did what, the surest of them."""
    return max(told, key=lambda each: (exactness(each.mention), each.mention.confidence)).mention


def _days(mentions: Sequence[EventMention]) -> Days | None:
    """The days that most mentions give, the shorter interval first; a denial's only where there are no others."""
    counts = Counter(mention.when for mention in mentions if mention.when is not None and mention.status != "denied")
    counts = counts or Counter(mention.when for mention in mentions if mention.when is not None)
    return min(counts, key=lambda days: (-counts[days], days[1] - days[0], days), default=None)


def _commonest(modes: Iterable[str | None]) -> str | None:
    counts = Counter(mode for mode in modes if mode)
    return min(counts, key=lambda mode: (-counts[mode], mode), default=None)


def _id(mention: EventMention, mode: str | None, days: Days | None) -> str:
    """A short name that stays the same from run to run."""
    return _hash([mention.act, *ends(mention), mode or "", days[0].isoformat() if days is not None else mention.document])


def _hash(parts: Sequence[str]) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
