"""Dates in text, for every language: patterns from a file (`dates.yaml` in the language's folder), resolved against the publication date.

A pattern is a regular expression with slots in braces; a slot is either a number or a list of words with their values. What the
slots of a match say is a `Sayings` record, and one resolver turns it into days as a reader of news would: a bare day or month is the
nearest past one unless the text looks ahead, «the same day» is the last day named, a fiscal year is taken as the calendar year of
its number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

import msgspec

from overtone.data import read_part
from overtone.language.base import DateMention
from overtone.language.dating import Patterns, Slot, prepare
from overtone.language.periods import Context, Sayings, resolve
from overtone.model import Days

_FIELDS = frozenset(Sayings._fields)
_NEIGHBOURHOOD = 60  # characters before a date in which words look ahead («will … on Tuesday»)


class DateGrammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file: slots, patterns that use them, what joins a range, and what before or behind a date looks ahead.

    The patterns are written for text in the language's normal form. `ahead` match at the end of the words before a date that lies
    in the future, `start` words that name a beginning (the nearest day, past or future), `behind` the same after the date. `ends`
    are characters that end a sentence.
    """

    slots: dict[str, Slot] = {}
    patterns: tuple[str, ...] = ()
    joiner: str = r"\s?[-–—]\s?"
    ahead: str = "(?!)"
    start: str = "(?!)"
    behind: str = "(?!)"
    ends: str = r"[.!?]\s|\n"
    keys: tuple[str, ...] = ()


class DateReader(NamedTuple):
    """A grammar made ready: compiled patterns and the language's way to read a number."""

    grammar: DateGrammar
    patterns: Patterns
    joiner: re.Pattern[str]
    ahead: re.Pattern[str]
    start: re.Pattern[str]
    behind: re.Pattern[str]
    ends: re.Pattern[str]
    number: Callable[[str], float | None]

    def read(self, text: str, folded: str, published: date | None) -> list[DateMention]:
        """Every date and period of the text, in order, not overlapping; `days` is None where it cannot be resolved.

        `folded` is the text in the language's normal form.
        """
        bounds = [m.end() for m in self.ends.finditer(folded)]
        found: list[DateMention] = []
        last: date | None = None
        explicit: tuple[int, date] | None = None  # sentence number and day of the last date that named its year or month
        for match in _longest(self.patterns.matches(folded)):
            sayings = self._sayings(match)
            if sayings is None:
                continue
            sentence = bisect_right(bounds, match.start())
            here = explicit[1] if explicit and explicit[0] == sentence else None
            opening = bounds[sentence - 1] if sentence else 0
            before = folded[max(opening, match.start() - _NEIGHBOURHOOD) : match.start()]
            context = Context(published, last, here, self._outlook(before, folded[match.end() : match.end() + 12]))
            days = resolve(sayings, context)
            if days is not None:
                if days[0] == days[1] and (published is None or days[0] <= published):
                    last = days[0]  # «the same day» never refers to a day that is still to come
                if sayings.month is not None or sayings.year is not None:
                    explicit = (sentence, days[0])
            self._append(found, DateMention(match.span(), days, text[match.start() : match.end()]), folded, text)
        return found

    def _sayings(self, match: re.Match[str]) -> Sayings | None:
        values: dict[str, int | str] = {}
        for name, words in match.groupdict().items():
            if words is None:
                continue
            slot = self.grammar.slots[name.rstrip("_")]
            field = slot.fills or name.rstrip("_")
            key = " ".join(words.lower().split())
            value: int | str | None = slot.words.get(key)
            if value is None:
                number = self.number(key)
                if number is None:
                    return None
                value = int(number)
            values.update(slot.also)
            values["until_" + field if name.endswith("_") else field] = value
        return Sayings(**{name: value for name, value in values.items() if name in _FIELDS})  # type: ignore[arg-type]

    def _outlook(self, before: str, after: str) -> str:
        if self.ahead.search(before):
            return "ahead"
        return "near" if self.start.search(before) or self.behind.match(after) else "back"

    def _append(self, found: list[DateMention], mention: DateMention, folded: str, text: str) -> None:
        """Add a mention, or join it to the one before if they are the two ends of a range."""
        if found and self.joiner.fullmatch(folded, found[-1].span[1], mention.span[0]):
            first = found[-1]
            joined = _joined(first.days, mention.days)
            if joined is not None:
                span = (first.span[0], mention.span[1])
                found[-1] = DateMention(span, joined, text[span[0] : span[1]])
                return
        found.append(mention)


def _joined(first: Days | None, second: Days | None) -> Days | None:
    if first is None or second is None or second[1] < first[0]:
        return None
    return first[0], second[1]


def _longest(found: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Leftmost first, the longest where they overlap."""
    matches = list(found)
    matches.sort(key=lambda match: (match.start(), -match.end()))
    kept: list[re.Match[str]] = []
    for match in matches:
        if match.end() > match.start() and (not kept or match.start() >= kept[-1].end()):
            kept.append(match)
    return kept


@cache
def date_reader(language: str, number: Callable[[str], float | None]) -> DateReader:
    """The reader of a language's dates; `number` reads its number words. Without a file there are none."""
    grammar = read_part(DateGrammar, language, "dates.yaml") or DateGrammar()
    joiner, ahead, start, behind, ends = (
        re.compile(p, re.IGNORECASE) for p in (grammar.joiner, grammar.ahead, grammar.start, grammar.behind, grammar.ends)
    )
    return DateReader(
        grammar,
        prepare(grammar.patterns, grammar.slots, grammar.keys),
        joiner,
        ahead,
        start,
        behind,
        ends,
        number,
    )
