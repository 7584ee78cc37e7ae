"""The geometry of the charts: where every mark of the timeline and every part of a surprise bar is drawn. Units: SVG pixels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import msgspec

from overtone.brief.formats import day_text
from overtone.brief.structure import Mark, SignalEntry, Timeline
from overtone.brief.words import Words

LANES = 7
# Articles' acts older than this before the last one belong to the compressed part of the scale.
FOCUS_DAYS = 60
STEP = 15.0
RADIUS = 5.0


class Dot(msgspec.Struct, frozen=True):
    """A drawn mark; `wide` is the length of an interval of several days."""

    x: float
    y: float
    wide: float
    radius: float
    mark: Mark


class Lane(msgspec.Struct, frozen=True):
    """The row of one party."""

    label: str
    y: float
    top: float
    height: float


class Tick(msgspec.Struct, frozen=True):
    """A labelled place on the time axis."""

    x: float
    label: str


class Chart(msgspec.Struct, frozen=True):
    """A timeline ready to be drawn; `split` is where the compressed scale ends, None where there is none."""

    width: float
    height: float
    left: float
    bottom: float
    split: float | None
    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    description: str


class Bar(msgspec.Struct, frozen=True):
    """One part of a surprise bar, in per cent of the widest bar of the brief."""

    part: str
    x: float
    width: float


def draw_timeline(timeline: Timeline, words: Words, width: float = 940.0, left: float = 132.0) -> Chart | None:
    """The chart, or None where nothing has a date.

    The days of the news have a scale of their own; all that lies before is compressed into the left quarter.
    """
    told = [mark for mark in timeline.marks if mark.entry is not None]
    if not told:
        return None
    last = max(mark.last for mark in told)
    focus = last - timedelta(days=FOCUS_DAYS)
    # An act that spans years begins, in the chart, where the days of the news begin.
    first = min(max(mark.first, focus) for mark in told if mark.last >= focus)
    earlier = [mark for mark in timeline.marks if mark.first < first]
    shown = [mark for mark in timeline.marks if mark.first <= last]
    right = width - 16.0
    split = left + 0.27 * (right - left) if earlier else None
    place = _scale(first, last, split or left, right)
    before = _scale(earlier[0].first, first, left, split - 22.0) if split is not None else place
    rows = _rows(shown, words)
    lanes, dots, bottom = _stack(rows, lambda day: place(day) if day >= first else before(day))
    ticks = _day_ticks(first, last, place, words)
    if earlier:
        ticks = (*_year_ticks(earlier[0].first, first, before, words), *ticks)
    count = words.counted("count.events", sum(mark.entry is not None and mark.first >= first for mark in shown))
    record = words.counted("count.background", len(earlier))
    days = {"first": day_text(first, words), "last": day_text(last, words)}
    description = words("chart.timeline_desc", events=count, background=record, **days)
    return Chart(width, bottom + 34.0, left, bottom, split, lanes, dots, ticks, description)


def _scale(first: date, last: date, left: float, right: float) -> Callable[[date], float]:
    span = max((last - first).days, 1)
    margin = min(22.0, (right - left) / 8)

    def place(day: date) -> float:
        return round(left + margin + (right - left - 2 * margin) * (day - first).days / span, 1)

    return place


def _rows(marks: Sequence[Mark], words: Words) -> list[tuple[str, list[Mark]]]:
    """Marks by party, the party with most news first; parties beyond the first few share a row."""
    counts = Counter(mark.lane for mark in marks if mark.entry is not None)
    kept = [lane for lane, _ in counts.most_common(LANES if len(counts) <= LANES else LANES - 1)]
    rows: dict[str, list[Mark]] = {lane: [] for lane in kept}
    for mark in marks:
        rows.setdefault(mark.lane if mark.lane in kept else words("chart.other"), []).append(mark)
    return list(rows.items())


def _stack(
    rows: Sequence[tuple[str, list[Mark]]], place: Callable[[date], float]
) -> tuple[tuple[Lane, ...], tuple[Dot, ...], float]:
    """Lays the rows out from the top; marks of the same row that would touch are piled up."""
    lanes, dots, top = [], [], 10.0
    for label, marks in rows:
        piles: dict[int, list[float]] = defaultdict(list)
        drawn = []
        for mark in sorted(marks, key=lambda each: (each.entry is None, each.rank or 99, each.first)):
            x, end = place(mark.first), place(mark.last)
            level = next(n for n in range(len(marks)) if all(abs(x - other) >= STEP for other in piles[n]))
            piles[level].append(x)
            drawn.append((x, max(end - x, 0.0), level, mark))
        height = max(STEP * (1 + max(level for *_, level, _ in drawn)) + 16.0, 38.0)
        base = top + height - 8.0 - STEP / 2
        lanes.append(Lane(label, base, top, height))
        for x, wide, level, mark in drawn:
            radius = RADIUS + 2.2 if mark.rank is not None else RADIUS if mark.entry is not None else RADIUS - 1.8
            dots.append(Dot(x, round(base - STEP * level, 1), round(wide, 1), radius, mark))
        top += height
    return tuple(lanes), tuple(dots), top


def _day_ticks(first: date, last: date, place: Callable[[date], float], words: Words) -> tuple[Tick, ...]:
    step = max(1, -(-((last - first).days + 1) // 8))
    days = [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]
    short = words.raw("date.short_months")
    return tuple(Tick(place(day), words("date.short_day", day=day.day, short=short[day.month - 1])) for day in days)


def _year_ticks(first: date, last: date, place: Callable[[date], float], words: Words) -> tuple[Tick, ...]:
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    if not years:
        short = words.raw("date.short_months")[first.month - 1]
        return (Tick(place(first), words("date.short_month", short=short, year=first.year)),)
    step = max(1, -(-len(years) // 4))
    return tuple(Tick(place(day), words("date.year", year=day.year)) for day in years[::step])


def draw_bar(signal: SignalEntry, widest: float) -> tuple[Bar, ...]:
    """The parts of a signal's bits side by side, on the scale of the brief's widest signal."""
    bars, x = [], 0.0
    for part in signal.parts:
        width = 100 * max(part.bits, 0.0) / widest if widest > 0 else 0.0
        bars.append(Bar(part.part, round(x, 2), round(width, 2)))
        x += width
    return tuple(bars)
