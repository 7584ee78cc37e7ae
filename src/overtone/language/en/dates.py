"""Dates in English news."""

from __future__ import annotations

from datetime import date

from overtone.language.base import DateMention
from overtone.language.calendar import date_reader
from overtone.language.en.normal import normalise
from overtone.language.numbers import english_number


def dates(text: str, published: date | None) -> list[DateMention]:
    """Every date and period («April 9», «on Tuesday», «late January», «two years ago»), in order; durations are none."""
    return date_reader("en", english_number).read(text, normalise(text), published)
