"""Dates in Chinese news, simplified and traditional."""

from __future__ import annotations

from datetime import date

from overtone.language.base import DateMention
from overtone.language.calendar import date_reader
from overtone.language.numbers import chinese_number
from overtone.language.zh.normal import normalise


def dates(text: str, published: date | None) -> list[DateMention]:
    """Every date and period («4月9日», «上周五», «今年1月下旬», «约1周前»), in order; durations («三天») are none."""
    return date_reader("zh", chinese_number).read(text, normalise(text), published)
