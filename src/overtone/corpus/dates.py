"""Raw dates as publishers write them: «2026年4月9日 15:00», ISO, RFC 822, «Apr 18, 2025».

The day is taken as it is written, in the publisher's own time zone; relative dates («1天前», «2 hours ago») give nothing, for
nobody knows when the page was copied. Day and month in figures alone («04/05/2025») are ambiguous and give nothing either.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

_MONTHS = {name: number for number, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号號]?",
        r"(?<!\d)(?P<year>\d{4})(?P<separator>[-/.])(?P<month>\d{1,2})(?P=separator)(?P<day>\d{1,2})(?!\d)",
        r"^\s{0,9}(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T\d|\s{0,9}$)",
        rf"\b{_MONTH}\s{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s{{0,3}}(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}{_MONTH}\s?,?[\s-]{{0,3}}(?P<year>\d{{4}})(?!\d)",
    )
)
_CHINESE = re.compile(
    r"(?P<year>[〇零○Ｏ一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)
_OFFSET = re.compile(
    r"(?:T\d{4}|\d{1,2}:\d{2})(?::?\d{2}(?:[.,]\d{1,9})?)?\s{0,2}(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})?\b"
)
_ZONES = {"UTC": "+00:00", "GMT": "+00:00", "EST": "-05:00", "EDT": "-04:00", "PST": "-08:00", "PDT": "-07:00"}
_ZONES |= {"BST": "+01:00", "CET": "+01:00", "CEST": "+02:00", "JST": "+09:00", "HKT": "+08:00", "SGT": "+08:00"}
_ZONE = re.compile(rf"\d\s{{0,2}}(?:[ap]\.?m\.?)?\s{{0,2}}\b({'|'.join(_ZONES)})\b", re.IGNORECASE)
_URL = re.compile(r"(?<!\d)(20\d{2})(?P<separator>[-/]?)(\d{1,2})[-/]?(\d{2})(?!\d)")


class Moment(msgspec.Struct, frozen=True):
    """A day and, where the source gives it, its UTC offset («+08:00»)."""

    day: date
    zone: str | None = None


def moment(raw: str) -> Moment | None:
    """The first full date in `raw` (its first 200 characters), or None."""
    raw = raw[:200]
    for form in _FORMS:
        if found := form.search(raw):
            month = found["month"]
            number = int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
            day = _day(int(found["year"]), number, int(found["day"]))
            return Moment(day, _zone(raw[found.start() :])) if day else None
    if found := _CHINESE.search(raw):
        year = int("".join(str(_DIGITS[character]) for character in found["year"]))
        day = _day(year, _numeral(found["month"]), _numeral(found["day"]))
        return Moment(day, _zone(raw)) if day else None
    return None


def day_in_url(url: str) -> date | None:
    """The day that an address carries in its path («/2025/04/18/», «/20250418/», «t20250418_1.html»)."""
    path = url.split("://")[-1].partition("/")[2].partition("?")[0]
    for found in _URL.finditer(path[:500]):
        if found["separator"] == "" and len(found[3]) != 2:
            continue
        if day := _day(int(found[1]), int(found[3]), int(found[4])):
            return day
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _numeral(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else 0
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 0) if ones else 0)


def _zone(raw: str) -> str | None:
    if found := _OFFSET.search(raw):
        return f"{found['sign']}{found['hours']}:{found['minutes'] or '00'}"
    if re.search(r"\d{2}:?\d{2}(?:\.\d{1,9})?Z\b", raw):
        return "+00:00"
    if "北京时间" in raw or "北京時間" in raw:
        return "+08:00"
    found = _ZONE.search(raw)
    return _ZONES[found[1].upper()] if found else None
