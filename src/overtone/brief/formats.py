"""Days, numbers and amounts in the words of a language."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from overtone.brief.structure import PartEntry, Quantity
from overtone.brief.words import Words
from overtone.model import Amount, Days

# Odds beyond one in this many are not told apart.
BEYOND = 1_000_000


def day_text(day: date, words: Words) -> str:
    """«17 April 2025», «2025年4月17日»."""
    return words("date.day", day=day.day, month=words.raw("date.months")[day.month - 1], year=day.year)


def days_text(days: Days | None, words: Words) -> str:
    """An interval, as a month or year where it is just that, without what its ends share; empty where there is none."""
    if days is None:
        return ""
    first, last = days
    month = words.raw("date.months")[first.month - 1]
    if first == last:
        return day_text(first, words)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = [words("date.year", year=first.year), words("date.year", year=last.year)]
        return years[0] if first.year == last.year else words("date.range", first=years[0], last=years[1])
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return words("date.month", month=month, year=first.year)
    if same_month:
        return words("date.in_month", first=first.day, last=last.day, month=month, year=first.year)
    if first.year == last.year:
        names = [words("date.day_month", day=each.day, month=words.raw("date.months")[each.month - 1]) for each in days]
        return words("date.in_year", first=names[0], last=names[1], year=first.year)
    return words("date.range", first=day_text(first, words), last=day_text(last, words))


def number_text(value: float, digits: int = 4) -> str:
    """A number with thousands separated and at most `digits` significant digits behind the point; never scientific."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    whole = len(str(int(abs(value))))
    text = f"{value:,.{max(digits - whole, 1)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def count_text(value: float) -> str:
    """A count that may be weighted: «3», «2.5»."""
    return number_text(round(value, 1))


def bits_number(bits: float) -> str:
    """«7.3»; never «-0.0»."""
    return f"{max(0.0, bits):.1f}"


def bits_text(bits: float, words: Words) -> str:
    """«7.3 bits»."""
    text = bits_number(bits)
    return words(f"count.bits.{'one' if text == '1.0' else 'other'}", n=text)


def percent_text(probability: float) -> str:
    """A probability in per cent, never rounded to an impossible 0 or 100."""
    percent = probability * 100
    if 0 < percent < 0.1:
        return "<0.1%"
    if 99.9 < percent < 100:
        return ">99.9%"
    return f"{percent:.1f}%" if percent < 10 else f"{percent:.0f}%"


def seen_text(part: PartEntry, words: Words) -> str:
    """What was counted: «3 of 12», of weeks for the timing. Everybody's weeks are no count of one actor's: they are left out."""
    if not part.trials or (part.part == "when" and part.basis == words("basis.everybody")):
        return words("signal.seen_none")
    key = "signal.seen_weeks" if part.part == "when" else "signal.seen_of"
    return words(key, seen=count_text(part.seen), trials=count_text(part.trials))


def odds_text(bits: float, words: Words) -> str:
    """The chance in words: «about 61%», «about 1 in 150», «less than 1 in a million» (no record can tell more than that)."""
    n = 2.0 ** max(min(bits, 40.0), 0.0)
    if n >= BEYOND:
        return words("odds.beyond")
    if n < 10:
        return words("odds.share", share=percent_text(1 / n))
    scale = 10 ** (len(str(int(n))) - 2)
    return words("odds.one_in", n=_scaled(round(n / scale) * scale, words))


def value_text(value: float, unit: str, words: Words, high: float | None = None) -> str:
    """A value with its unit: «US$5.5 billion», 「55亿美元」, «13%»."""
    units = words.raw("unit")
    if unit == "share":
        bare = number_text(value * 100) if high is None else _range(number_text(value * 100), number_text(high * 100), words)
        return words("unit.share", n=bare)
    bare = _scaled(value, words) if high is None else _range(_scaled(value, words), _scaled(high, words), words)
    known = len(unit) == 3 and unit.isupper() and unit in units
    if known:
        return words(f"unit.{unit}", n=bare)
    return words("unit.default", n=bare, unit=words.raw("unit.names").get(unit, f" {unit}")).strip()


def _range(low: str, high: str, words: Words) -> str:
    return words("unit.range", low=low, high=high)


def _scaled(value: float, words: Words) -> str:
    for step in words.raw("scale"):
        if abs(value) >= step["from"]:
            return str(step["text"]).format(n=number_text(value / step["by"]))
    return number_text(value)


def quantity(amount: Amount, words: Words) -> Quantity:
    """An amount as the brief prints it, with how exact it is meant."""
    text = value_text(amount.value, amount.unit, words, amount.high)
    if amount.bound:
        text = words(f"unit.{amount.bound}", n=text)
    return Quantity(text, amount.value, amount.unit, amount.high)
