"""Quantities in English news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from overtone.language.en.dates import dates
from overtone.language.en.normal import normalise
from overtone.language.numbers import english_number
from overtone.language.quantities import AmountGrammar, amount_reader
from overtone.model import Amount, Span

_WORDS_BETWEEN = 4  # «117 other Chinese apps», «18,000 of Nvidia's most advanced chips»
_WORD = re.compile(r"[\s-]+([A-Za-z][A-Za-z’']*)")
_OR_MORE = re.compile(r"\s+or\s+more(?![A-Za-z])")
_NO_PLURALS = re.compile(r"(?:['’]s?|ss|us|is)$")


def amounts(text: str, found: Sequence[Span] | None = None) -> list[Amount]:
    """Every quantity («$5.5bn», «13%», «a fifth», «six subsidiaries»), in order; dates and model numbers are none.

    `found` are the spans of the text's dates, if the caller has them.
    """
    spans = [mention.span for mention in dates(text, None)] if found is None else found
    return amount_reader("en", _number, _noun).read(text, normalise(text), spans)


def _number(word: str) -> float | None:
    if not word:
        return 1.0  # «hundreds»: the scale says it all
    return 0.5 if word[:4].lower() == "half" else english_number(word)


@cache
def _stops(stops: str) -> frozenset[str]:
    return frozenset(stops.split("|"))


def _noun(grammar: AmountGrammar, text: str, place: int, counter: str | None) -> tuple[str, int] | None:
    """What is counted: the first plural within a few words that no verb, preposition or punctuation parts from the number."""
    stops, kept = _stops(grammar.stops), 0
    if more := _OR_MORE.match(text, place):
        place = more.end()
    while kept <= _WORDS_BETWEEN and (match := _WORD.match(text, place)):
        word, place = match[1].lower(), match.end()
        if word in stops:
            return None
        if word in grammar.scales:
            return None
        if word in grammar.currencies:
            return grammar.currencies[word], place  # «billions of dollars»
        if word in grammar.nouns:
            return grammar.nouns[word], place
        if len(word) > 3 and word.endswith("s") and not _NO_PLURALS.search(word):
            return word, place
        kept += 1
    return None
