"""What words say about time, turned into days: the arithmetic behind the dates of every language."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

from overtone.model import Days

_UNIT_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}
_THIRDS = {"early": (0, 1), "middle": (1, 2), "late": (2, 3)}


class Sayings(NamedTuple):
    """What one mention of a date says, each part None where it is silent.

    `year`, `month`, `day`, `quarter`, `half`, `decade` and `century` are named outright; `years`, `quarters`, `months`, `weeks`
    and `days` count from the publication date («last year» is years = −1, «tomorrow» is days = 1); `same` counts days from the
    last day named («the same day», «the day before»). `weekday` is 1 for Monday; with `last` it is the one before (−1) or after
    (1) the publication. `number` of `unit` lie `way`: ago, hence, before or after the last day named, past (up to now), coming
    (from now on). `part` is early, middle, late, first (the first month or days) or end of the period; `side` is since, before
    now in it (earlier), after now in it (later), or about; `vague` is a number of days up to the publication. `until_…` end a
    range.
    """

    year: int | None = None
    years: int | None = None
    quarter: int | None = None
    quarters: int | None = None
    half: int | None = None
    month: int | None = None
    months: int | None = None
    day: int | None = None
    days: int | None = None
    weekday: int | None = None
    weeks: int | None = None
    last: int | None = None
    decade: int | None = None
    century: int | None = None
    same: int | None = None
    number: int | None = None
    unit: Literal["day", "week", "month", "quarter", "year", "decade"] | None = None
    way: Literal["ago", "hence", "before", "after", "past", "coming"] | None = None
    part: Literal["early", "middle", "late", "first", "end"] | None = None
    side: Literal["since", "earlier", "later", "about"] | None = None
    vague: int | None = None
    until_year: int | None = None
    until_month: int | None = None
    until_day: int | None = None


class Context(NamedTuple):
    """Against what a mention is resolved: the day of publication, the last day named, the last explicit day of the sentence, and

    whether the text looks back, ahead, or to a beginning that may be on either side (near).
    """

    published: date | None
    last: date | None
    here: date | None
    outlook: str


def resolve(said: Sayings, context: Context) -> Days | None:
    """The days that a mention means, both included, or None where they cannot be known."""
    try:
        whole = _whole(said, context)
        if whole is None:
            return None
        return _sided(_part(_ranged(whole, said), said), said, context)
    except (ValueError, OverflowError):  # 30 February, the year 0 or 12000
        return None


def _whole(said: Sayings, context: Context) -> Days | None:
    """The period named, before «early», «since» and the like narrow it."""
    if said.same is not None:
        anchor = context.last or context.published
        return _one(anchor + timedelta(said.same)) if anchor else None
    if said.way is not None:
        return _counted(said, context)
    if said.decade is not None or said.century is not None:
        return _era(said, context)
    if said.quarter is not None or said.half is not None or said.quarters is not None:
        return _year_part(said, context)
    if said.month is not None or said.day is not None or said.months is not None:
        return _calendar_day(said, context)
    if said.year is not None or said.years is not None:
        return _year(said, context)
    return _near_now(said, context)


def _one(day: date) -> Days:
    return day, day


def _months(first: date, count: int) -> Days:
    """`count` whole months from the month of `first`."""
    last = _shift(first, count - 1)
    return first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])


def _shift(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _which_year(said: Sayings, context: Context) -> int | None:
    if said.year is not None:
        return said.year
    if said.years is not None and context.published:
        return context.published.year + said.years
    return None


def _year(said: Sayings, context: Context) -> Days | None:
    year = _which_year(said, context)
    return _months(date(year, 1, 1), 12) if year is not None else None


def _year_part(said: Sayings, context: Context) -> Days | None:
    """A quarter or a half of a year; without a year the last one that has begun."""
    published = context.published
    if said.quarters is not None:
        if published is None:
            return None
        return _months(_shift(date(published.year, published.month - (published.month - 1) % 3, 1), 3 * said.quarters), 3)
    length = 3 if said.quarter is not None else 6
    place = said.quarter if said.quarter is not None else said.half
    assert place is not None  # the caller asks only where one of the two is named
    year = _which_year(said, context)
    if year is not None:
        return _months(date(year, 1 + (place - 1) * length, 1), length)
    if published is None:
        return None
    options = [_months(date(published.year + shift, 1 + (place - 1) * length, 1), length) for shift in (-1, 0, 1)]
    return _best(options, context)


def _era(said: Sayings, context: Context) -> Days | None:
    """A decade («the 1990s»; «the nineties» is the last one of that name) or a century (the 21st begins with 2001)."""
    if said.century is not None and said.decade is None:
        return date((said.century - 1) * 100 + 1, 1, 1), date(said.century * 100, 12, 31)
    decade = said.decade
    assert decade is not None
    if decade < 100:
        if said.century is not None:
            decade += (said.century - 1) * 100
        elif context.published is not None:
            decade += (context.published.year - decade) // 100 * 100
        else:
            return None
    return date(decade, 1, 1), date(decade + 9, 12, 31)


def _calendar_day(said: Sayings, context: Context) -> Days | None:
    """A month or a day; what is not said is taken from the sentence, else from the nearest that fits the outlook."""
    year, month, published = _which_year(said, context), said.month, context.published
    if said.months is not None and published is not None:
        first = _shift(published.replace(day=1), said.months)
        year, month = first.year, first.month
    elif said.months is not None:
        return None
    if year is not None and month is not None:
        return _month_day(year, month, said.day)
    if month is not None:
        if context.here is not None and published is not None and month >= context.here.month and context.here < published:
            return _month_day(context.here.year, month, said.day)
        years = (published.year - 1, published.year, published.year + 1) if published else ()
        return _best([days for y in years if (days := _month_day_or_none(y, month, said.day))], context)
    assert said.day is not None
    if context.here is not None:
        start = context.here if said.day >= context.here.day else _shift(context.here.replace(day=1), 1)
        return _month_day_or_none(start.year, start.month, said.day)
    if published is None:
        return None
    firsts = [_shift(published.replace(day=1), shift) for shift in (-2, -1, 0, 1, 2)]
    return _best([days for f in firsts if (days := _month_day_or_none(f.year, f.month, said.day))], context)


def _month_day(year: int, month: int, day: int | None) -> Days:
    return _months(date(year, month, 1), 1) if day is None else _one(date(year, month, day))


def _month_day_or_none(year: int, month: int, day: int | None) -> Days | None:
    try:
        return _month_day(year, month, day)
    except ValueError:
        return None


def _best(options: list[Days], context: Context) -> Days | None:
    """The option nearest to the publication date; looking back, the future counts double, looking ahead the past sixfold."""
    published = context.published
    if published is None or not options:
        return None
    past, future = {"back": (1, 4), "near": (1, 1), "ahead": (6, 1)}[context.outlook]

    def distance(days: Days) -> int:
        return max((days[0] - published).days * future, (published - days[1]).days * past, 0)

    return min(options, key=distance)


def _near_now(said: Sayings, context: Context) -> Days | None:
    """Days and weeks that count from the publication date, weekdays, and «recently»."""
    published = context.published
    if published is None:
        return None
    if said.weekday is not None:
        return _one(_weekday(said, published, context.outlook))
    if said.weeks is not None:
        monday = published + timedelta(7 * said.weeks - published.weekday())
        return monday, monday + timedelta(6)
    if said.vague is not None:
        return published - timedelta(said.vague), published
    return _one(published + timedelta(said.days)) if said.days is not None else None


def _weekday(said: Sayings, published: date, outlook: str) -> date:
    assert said.weekday is not None
    behind = (published.weekday() - said.weekday + 1) % 7  # days since the latest one, today included
    if said.weeks is not None:
        return published + timedelta(7 * said.weeks - published.weekday() + said.weekday - 1)
    if said.last == -1:
        return published - timedelta(behind or 7)
    if said.last == 1 or outlook == "ahead":
        return published + timedelta(7 - behind)
    return published - timedelta(behind)


def _counted(said: Sayings, context: Context) -> Days | None:
    """«Two weeks ago», «three days later», «in the past five years»."""
    anchor = context.last if said.way in ("before", "after") else context.published
    if anchor is None or said.unit is None:
        return None
    count = (1 if said.number is None else said.number) * (-1 if said.way in ("ago", "before", "past") else 1)
    there = _moved(anchor, count, said.unit)
    if said.way in ("past", "coming"):
        return min(there, anchor), max(there, anchor)
    if said.unit == "day":
        slack = timedelta(max(1, abs(count) // 5) if said.side == "about" else 0)
        return there - slack, there + slack
    if said.unit == "week":
        return there - timedelta(3), there + timedelta(3)
    if said.unit in ("year", "decade"):
        return _months(date(there.year, 1, 1), 12)
    return _months(there, 1) if said.unit == "month" else (there - timedelta(45), there + timedelta(45))


def _moved(anchor: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return anchor + timedelta(count * _UNIT_DAYS[unit])
    return _shift(anchor, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])


def _ranged(whole: Days, said: Sayings) -> Days:
    """The period up to the end that the mention names itself («14–15日», «April 9–11», «2018–2020»)."""
    start = whole[0]
    if said.until_year is not None:
        return start, date(said.until_year, 12, 31)
    if said.until_month is not None and said.until_day is None:
        return start, _months(start.replace(month=said.until_month, day=1), 1)[1]
    if said.until_day is not None:
        following = _shift(start.replace(day=1), 1) if said.until_day < start.day else start
        return start, following.replace(day=said.until_day)
    return whole


def _part(whole: Days, said: Sayings) -> Days:
    """The part of a period that «early», «late» or «the end of» names.

    Thirds of a month are of ten days and the rest, as in Chinese; of a longer period they are thirds of its months. Its first and its
    end are a month of a year and the last or first five days of a month.
    """
    first, last = whole
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if said.part is None:
        return whole
    if said.part in ("first", "end"):
        if months > 1:
            return _months(first if said.part == "first" else last, 1 if months < 24 else 12)
        return (first, first + timedelta(4)) if said.part == "first" else (last - timedelta(4), last)
    start, stop = _THIRDS[said.part]
    if months > 1:
        return _shift(first, months * start // 3), _months(_shift(first, months * stop // 3 - 1), 1)[1]
    if (last - first).days < 27:
        return whole
    return first + timedelta(10 * start), last if said.part == "late" else first + timedelta(10 * stop - 1)


def _sided(days: Days, said: Sayings, context: Context) -> Days | None:
    """«Since», «earlier this» and «later this» cut the period at the publication date."""
    if said.side in (None, "about"):
        return days
    published = context.published
    if published is None:
        return None
    if said.side == "since":
        return (days[0], published) if days[0] <= published else days
    if said.side == "earlier":
        return days[0], max(days[0], min(days[1], published))
    return min(days[1], max(days[0], published)), days[1]
