"""Acts on record that documents tell again: the same happening must not stand in the history and in the news under two names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

import msgspec

from overtone.chronicle.telling import SLACK, either_way
from overtone.model import Days, Event


class Record:
    """Recorded acts by what is done between whom."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._by: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for event in sorted(events, key=lambda event: event.id):
            if event.when is not None:
                self._by[event.act, event.source].append(event)
                if event.target is not None and either_way(event.act, event.mode):
                    self._by[event.act, event.target].append(event)

    def of(self, event: Event) -> Event | None:
        """The recorded act that this happening is, the nearest in days; None where none or no day is known.

        Ends are the same actors, or the parties of those whom the passages name; modes are the same or one is not told.
        """
        when = event.when
        if when is None or not self._by:
            return None
        sources, targets = _keys(event)
        near = [
            known
            for key in sorted(sources | targets)
            for known in self._by.get((event.act, key), ())
            if _same(event, known, sources, targets) and _apart(when, known) <= SLACK
        ]

        def rank(known: Event) -> tuple[bool, int, timedelta, str]:
            return known.mode != event.mode, _inexact(event, known), _apart(when, known), known.id

        return min(near, key=rank, default=None)

    @staticmethod
    def named(event: Event, known: Event) -> Event:
        """The happening under the record's name, with what the record says of it."""
        return msgspec.structs.replace(
            event,
            id=known.id,
            summary=known.summary,
            citations=known.citations,
            theme=tuple(dict.fromkeys((*event.theme, *known.theme))),
            disputed=event.disputed or (known.disputed and event.status != "denied"),
        )


def _keys(event: Event) -> tuple[set[str], set[str]]:
    """The actors at either end and the parties that the passages give them."""
    sources, targets = {event.source}, {event.target or ""}
    for mention in event.mentions:
        turned = either_way(event.act, event.mode) and mention.source.key not in sources and mention.source.key in targets
        first, second = (mention.target, mention.source) if turned else (mention.source, mention.target)
        for reference, keys in ((first, sources), (second, targets)):
            if reference is not None and reference.key in keys and reference.party.id is not None:
                keys.add(reference.party.id)
    return sources, targets


def _same(event: Event, known: Event, sources: set[str], targets: set[str]) -> bool:
    if known.mode is not None and event.mode is not None and known.mode != event.mode:
        return False
    if (event.status in ("actual", "historical")) != (known.status in ("actual", "historical")) and not known.disputed:
        return False
    straight = known.source in sources and (known.target or "") in targets
    crossed = either_way(known.act, known.mode) and (known.target or "") in sources and known.source in targets
    return straight or crossed


def _inexact(event: Event, known: Event) -> int:
    return len({known.source, known.target} ^ {event.source, event.target})


def _apart(when: Days, known: Event) -> timedelta:
    """Days between the two; none where they meet."""
    other = known.when or when
    return max(other[0] - when[1], when[0] - other[1], timedelta(0))
