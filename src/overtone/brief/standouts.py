"""Signals as entries, with their reasons in words, and the bottom line that they add up to."""

from __future__ import annotations

from collections.abc import Sequence

from overtone.brief.desk import Desk
from overtone.brief.entries import departure_entry
from overtone.brief.formats import bits_text, count_text, odds_text, percent_text
from overtone.brief.phrases import sentence
from overtone.brief.structure import (
    AlternativeEntry,
    Contradiction,
    DepartureEntry,
    EventEntry,
    Line,
    PartEntry,
    SignalEntry,
)
from overtone.model import ACTS, Departure, Event, Signal, Surprise, SurprisePart

# A part below one bit is no reason, a record of fewer acts than this is thin.
REASON_BITS = 1.0
THIN_RECORD = 5.0
# The parts told in words; the table beside them has all four.
REASONS = 2
# The bases of a surprise that are nobody's own record.
_NOBODY = ("", "everybody")
# A surprise below this many bits is nothing out of the ordinary.
UNUSUAL_BITS = 2.0
# From how many bits on it is called unusual, and very unusual: 1 in 30, 1 in 1,000.
GRADES = ((10.0, "very"), (5.0, "unusual"), (0.0, "somewhat"))


def signal_entries(desk: Desk, signals: Sequence[Signal], entries: dict[str, EventEntry]) -> tuple[SignalEntry, ...]:
    """Signals in their order. A departure that several signals share is shown under the first of them."""
    shown: dict[Departure, str] = {}
    found: list[SignalEntry] = []
    for signal in signals:
        entry = _signal(desk, signal, entries.get(signal.event.id), f"s{len(found) + 1}", len(found) + 1, shown)
        shown.update({departure: entry.id for departure in signal.departures if departure not in shown})
        found.append(entry)
    return tuple(found)


def _signal(desk: Desk, signal: Signal, entry: EventEntry | None, id: str, rank: int, shown: dict[Departure, str]) -> SignalEntry:
    event = signal.event
    stated = [each for each in signal.departures if not desk.reprint(each.document)]
    departures = [departure_entry(desk, each, id) for each in stated if each not in shown]
    kept = tuple(each for each in departures if each is not None)
    against = contradicted(desk, signal)
    return SignalEntry(
        id=id,
        rank=rank,
        event=entry.id if entry is not None else None,
        sentence=desk.tell(event),
        date=entry.date if entry is not None else "",
        quad=ACTS[event.act].quad,
        bits=signal.surprise.bits,
        odds=odds_text(signal.surprise.bits, desk.words),
        parts=tuple(_part(desk, part) for part in signal.surprise.parts),
        alternatives=_alternatives(desk, signal),
        reasons=_reasons(desk, signal, kept, against, id),
        departures=kept,
        departures_under=next((shown[each] for each in stated if each in shown), None),
        contradicts=tuple(desk.line(desk.tell(each), each, id) for each in against),
        corroboration=signal.corroboration,
        quotes=desk.passages(event, id),
    )


def _alternatives(desk: Desk, signal: Signal) -> tuple[AlternativeEntry, ...]:
    """What was to be expected instead. Everybody's record tells nothing of that: it does not know who is acting."""
    surprise, source = signal.surprise, signal.event.source
    if surprise.basis in _NOBODY:
        return ()
    return tuple(
        AlternativeEntry(sentence(desk.names, source, each.act, each.target, status="expected"), each.probability)
        for each in surprise.alternatives
    )


def contradicted(desk: Desk, signal: Signal) -> list[Event]:
    """The events that a signal reverses or disputes: of the articles, where a passage tells them, or of the record."""
    known = {event.id: event for event in (*desk.inputs.theatre.chronicle, *desk.inputs.events)}
    found = [known[id] for id in signal.contradicts if id in known]
    return [event for event in found if not event.mentions or desk.has_passage(event)]


def basis_text(desk: Desk, basis: str) -> str:
    """Whose record it is: «everybody», or an actor."""
    if basis in _NOBODY:
        return desk.words("basis.everybody")
    return desk.words("basis.actor", actor=desk.names.spoken(basis))


def _part(desk: Desk, part: SurprisePart) -> PartEntry:
    return PartEntry(
        part=part.what,
        label=desk.words(f"part.{part.what}"),
        bits=part.bits,
        probability=part.probability,
        seen=part.seen,
        trials=part.trials,
        basis=basis_text(desk, part.basis),
    )


def _reasons(
    desk: Desk, signal: Signal, departures: Sequence[DepartureEntry], against: Sequence[Event], by: str
) -> tuple[Line, ...]:
    words, own = desk.words, desk.passages(signal.event, by)
    lines = [Line(_part_reason(desk, signal.event, part), own) for part in telling_parts(signal.surprise)[:REASONS]]
    if departures:
        labels = list(dict.fromkeys(each.label for each in departures))
        text = words.counted("reason.departures", len(departures), dimensions=words.list(labels))
        lines.append(Line(text, tuple(dict.fromkeys(each.quote for each in departures))))
    lines += [desk.line(words("reason.contradicts", sentence=desk.inside(desk.tell(each))), each, by) for each in against]
    if signal.corroboration <= 1:
        lines.append(Line(words("reason.single"), own))
    else:
        publishers = words.counted("count.independent", signal.corroboration)
        lines.append(Line(words("reason.corroborated", publishers=publishers), own))
    trials = [part.trials for part in signal.surprise.parts]
    if trials and max(trials) < THIN_RECORD:
        lines.append(Line(words("reason.thin", trials=count_text(max(trials))), own))
    return tuple(lines)


def telling_parts(surprise: Surprise) -> list[SurprisePart]:
    """The parts worth a word, the largest first."""
    telling = [part for part in surprise.parts if part.bits >= REASON_BITS]
    return sorted(telling, key=lambda part: -part.bits)


def _part_reason(desk: Desk, event: Event, part: SurprisePart) -> str:
    return desk.words(
        f"reason.{_reason_key(event, part)}",
        share=percent_text(part.probability),
        seen=count_text(part.seen),
        trials=count_text(part.trials),
        basis=basis_text(desk, part.basis),
        bits=bits_text(part.bits, desk.words),
        target=desk.names.spoken(desk.names.party_key(event.target, event.when[0] if event.when else None))
        if event.target
        else "",
        part=desk.words.opening(desk.words(f"part.{part.what}")),
    )


def _reason_key(event: Event, part: SurprisePart) -> str:
    """Which words tell it: of a record without any such act nothing can be counted, of everybody's only the share of weeks."""
    if not part.trials:
        return "unknown"
    if part.what == "when" and part.basis in _NOBODY:
        return "when_anybody"
    return "whom_alone" if part.what == "whom" and event.target is None else part.what


def bottom_line(
    desk: Desk,
    signals: Sequence[Signal],
    entries: Sequence[SignalEntry],
    events: Sequence[EventEntry],
    contradictions: Sequence[Contradiction],
) -> tuple[Line, ...]:
    """The bottom line: the first signal, why it stands out, what comes next, what is disputed. Data only."""
    if not entries:
        return tuple(Line(_dated(desk, each.date, each.sentence), each.quotes) for each in events[:3])
    first, signal = entries[0], signals[0]
    lines = [Line(_dated(desk, first.date, first.sentence), first.quotes), *_why(desk, signal, first)]
    further = _others(entries)
    if further:
        text = desk.words(
            "bottom.further", sentences=desk.words("semicolon").join(desk.inside(each.sentence) for each in further)
        )
        lines.append(Line(text, tuple(dict.fromkeys(quote for each in further for quote in each.quotes))))
    lines.extend(_contradiction_line(desk, contradiction) for contradiction in contradictions[:2])
    return tuple(lines)


def _why(desk: Desk, signal: Signal, entry: SignalEntry) -> list[Line]:
    words, surprise = desk.words, signal.surprise
    bits, basis = bits_text(surprise.bits, words), basis_text(desk, surprise.basis)
    if surprise.bits < UNUSUAL_BITS:
        lines = [Line(words("bottom.plain", basis=basis, bits=bits), entry.quotes)]
    else:
        telling = telling_parts(surprise) or list(surprise.parts)
        parts = words.list([words(f"part.{part.what}") for part in telling[:2]])
        grade = words(f"bottom.grade.{next(name for least, name in GRADES if surprise.bits >= least)}")
        text = words("bottom.unusual", basis=basis, bits=bits, odds=entry.odds, parts=parts, grade=grade)
        lines = [Line(text, entry.quotes)]
        if entry.alternatives and entry.alternatives[0].sentence != entry.sentence:
            best = entry.alternatives[0]
            said = desk.inside(best.sentence)
            text = words("bottom.instead", alternative=said, probability=percent_text(best.probability))
            lines.append(Line(text, entry.quotes))
    if signal.corroboration <= 1:
        lines.append(Line(words("bottom.single"), entry.quotes))
    else:
        publishers = words.counted("count.independent", signal.corroboration)
        lines.append(Line(words("bottom.corroborated", publishers=publishers), entry.quotes))
    if entry.departures:
        labels = list(dict.fromkeys(each.label for each in entry.departures))
        quotes = tuple(dict.fromkeys(each.quote for each in entry.departures))
        lines.append(Line(words("bottom.departures", dimensions=words.list(labels)), quotes))
    return lines


def _others(entries: Sequence[SignalEntry]) -> list[SignalEntry]:
    """The next two signals that say something else than the ones before."""
    said = {entries[0].sentence}
    others: list[SignalEntry] = []
    for entry in entries[1:]:
        if entry.sentence not in said and len(others) < 2:
            said.add(entry.sentence)
            others.append(entry)
    return others


def _dated(desk: Desk, date: str, text: str) -> str:
    return desk.words("bottom.dated", date=date, sentence=text) if date else desk.words("bottom.first", sentence=text)


def _contradiction_line(desk: Desk, each: Contradiction) -> Line:
    quotes = tuple(dict.fromkeys(quote for side in each.sides for quote in side.quotes))
    if each.kind == "disputed":
        return Line(desk.words("bottom.disputed", sentence=desk.inside(each.subject)), quotes)
    first, then = (desk.inside(each.sides[index].text) for index in (0, -1))
    record = tuple(dict.fromkeys(citation for side in each.sides for citation in side.record))
    return Line(desk.words("bottom.reversed", first=first, then=then), quotes, record)
