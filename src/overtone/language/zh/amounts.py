"""Quantities in Chinese news, simplified and traditional."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from overtone.language.numbers import chinese_number
from overtone.language.quantities import AmountGrammar, amount_reader, words
from overtone.language.zh.dates import dates
from overtone.language.zh.normal import normalise
from overtone.model import Amount, Span

_REACH = 10  # characters behind a classifier in which the noun that it counts may end
_DOZENS = {"十": 10.0, "百": 100.0, "千": 1000.0}


def amounts(text: str, found: Sequence[Span] | None = None) -> list[Amount]:
    """Every quantity («55亿美元», «13%», «两成», «12家美国实体», «200倍»), in order; dates and model numbers are none.

    `found` are the spans of the text's dates, if the caller has them.
    """
    spans = [mention.span for mention in dates(text, None)] if found is None else found
    return amount_reader("zh", _number, _noun).read(text, normalise(text), spans)


def _number(word: str) -> float | None:
    """As written; «数百», «上千» and «十几» are read as their least, a hundred, a thousand and ten."""
    if word and word[0] in "数几上":
        return _DOZENS.get(word[1:])
    if word.endswith("几"):
        return chinese_number(word[:-1])
    return 0.5 if word == "半" else _DOZENS.get(word, chinese_number(word))


@cache
def _patterns(stops: str, nouns: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(f"[^{re.escape(stops)}\\s\\d]{{0,{_REACH}}}"), re.compile(words(nouns))


def _noun(grammar: AmountGrammar, text: str, place: int, counter: str | None) -> tuple[str, int] | None:
    """What is counted: the last known noun behind the classifier, else what the classifier means by itself."""
    window, noun = _patterns(grammar.stops, frozenset(grammar.nouns))
    if counter is None:
        near = noun.match(text, place)
        return (grammar.nouns[near[0]], near.end()) if near else None
    reach = window.match(text, place)
    found = list(noun.finditer(text, place, reach.end())) if reach else []
    if found:
        return grammar.nouns[found[-1][0]], found[-1].end()
    return (grammar.counters[counter], place) if grammar.counters[counter] else None
