"""The numbers that a text reports: how much of what, whose, and when. Counts of things that measure nothing are left out."""

from __future__ import annotations

from overtone.coding.analysis import Analysis, Mention
from overtone.coding.measures import Measure, Place, Words, measured, words
from overtone.coding.passages import Passage, Passages, acts, passages
from overtone.model import Amount, Days, Figure, Reference, Span

_UNITS = frozenset({"share", "times", "pp"})
_PREFERRED = ("firm", "person", "organisation")  # whose figures business news reports, where a state is named beside them


def figures(analysis: Analysis) -> tuple[Figure, ...]:
    """The figures of a document in the order of the text: money, shares, growth and multiples with what they measure."""
    known = words(analysis.document.language)
    if known is None or not any(sentence.amounts for sentence in analysis.sentences):
        return ()
    text = passages(analysis)
    found: list[Figure] = []
    for passage in text.sentences:
        if passage.sentence.amounts:
            found += _of_sentence(analysis.document.id, text, passage, known)
    return tuple(found)


def _of_sentence(document: str, text: Passages, passage: Passage, known: Words) -> list[Figure]:
    found: list[Figure] = []
    last: Measure | None = None
    owner: Reference | None = None
    for amount in passage.sentence.amounts:
        if amount.unit not in _UNITS and not _currency(amount.unit):
            continue
        number, clause = _clause(passage, amount)
        earlier = text.normal[slice(*passage.clauses[number - 1])] if number > 0 else ""
        start, when = _after_dates(passage, clause, amount)
        tokens = tuple(token for token in passage.sentence.tree.tokens if start <= token.start and token.end <= amount.span[0])
        place = Place(text.normal[start : amount.span[0]], text.normal[amount.span[1] : passage.span[1]], start, amount, tokens)
        measure = measured(place, known, last, earlier)
        if measure is None:
            continue
        whose, name = _owner(text, passage, clause, amount, measure)
        what = _about(text, passage, clause, name)
        owner = whose or (owner or _before(passage, clause) if what == name else None)
        said = text.normal[slice(*whose.span)] if whose is not None else ""
        last = measure._replace(part=_without(measure.part, said), name=name, unit=amount.unit)
        if name:
            found.append(
                Figure(
                    document=document,
                    value=amount.value,
                    unit=amount.unit,
                    what=_verbatim(text, passage, what),
                    evidence=clause,
                    whose=owner,
                    when=when or _carried(text, passage, amount, number, known),
                )
            )
    return found


def _currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper() and unit.isalpha()


def _clause(passage: Passage, amount: Amount) -> tuple[int, Span]:
    for number, clause in enumerate(passage.clauses):
        if clause[0] <= amount.span[0] < clause[1]:
            return number, (clause[0], max(clause[1], amount.span[1]))
    return 0, passage.span


def _after_dates(passage: Passage, clause: Span, amount: Amount) -> tuple[int, Days | None]:
    """Where the clause starts behind the last date before the amount, and that date."""
    inside = [date for date in passage.sentence.dates if clause[0] <= date.span[0] and date.span[1] <= amount.span[0]]
    opening = [date for date in inside if date.span[0] - clause[0] <= 6]
    start = max((date.span[1] for date in opening), default=clause[0])
    days = next((date.days for date in reversed(inside) if date.days), None)
    return start, days


def _carried(text: Passages, passage: Passage, amount: Amount, number: int, known: Words) -> Days | None:
    """The date of the sentence's clauses before, if the clause has none of its own before the number; else the one behind it."""
    end = passage.clauses[number][1] if passage.clauses else passage.span[1]
    dates = [date for date in passage.sentence.dates if not known.former.search(text.folded[passage.span[0] : date.span[0]])]
    behind = [date.days for date in dates if amount.span[1] <= date.span[0] < end and date.days]
    if behind:
        return behind[0]
    before = [date.days for date in dates if date.span[1] <= amount.span[0] and date.days]
    periods = [days for days in before if days[0] < days[1]]  # a figure is of a quarter or year, seldom of the day of its report
    return (periods or before)[-1] if before else None


def _owner(text: Passages, passage: Passage, clause: Span, amount: Amount, measure: Measure) -> tuple[Reference | None, str]:
    """Whose figure it is, and the measure's name without the owner in front of it."""
    inside = [
        m
        for m in passage.sentence.mentions
        if clause[0] <= m.span[0] < clause[1] and acts(m) and m.reference.kind != "media" and not _beneficiary(passage, m)
    ]
    before = [mention for mention in inside if mention.span[0] < amount.span[0]]
    named = [mention for mention in inside if measure.name.startswith(text.normal[slice(*mention.span)])]
    ranked = named or sorted(before or inside, key=lambda m: (m.reference.kind not in _PREFERRED, m.span))
    chosen: Mention | None = ranked[0] if ranked else None
    if chosen is None:
        return None, measure.name
    if measure.whole and chosen.place and measure.part.startswith(text.normal[slice(*chosen.span)]):
        return None, measure.name  # «中国市场占销售额的27%»: China is the part, not the owner
    return chosen.reference, _without(measure.name, text.normal[slice(*chosen.span)])


def _beneficiary(passage: Passage, mention: Mention) -> bool:
    """Is it only for whom or towards whom something is done («为中国量身定做»)?"""
    view = passage.sentence.view
    return any(token.end == mention.span[0] and token.form in view.grammar.beneficiaries for token in view.tokens)


def _before(passage: Passage, clause: Span) -> Reference | None:
    """The firm, agency or state last named in the clauses before: whose figure it is where the clause names nobody."""
    earlier = [
        m for m in passage.sentence.mentions if m.span[0] < clause[0] and acts(m) and m.reference.kind not in ("person", "media")
    ]
    chosen = next((m for m in reversed(earlier) if not m.place), None) or next(iter(reversed(earlier)), None)
    return chosen.reference if chosen is not None else None


def _verbatim(text: Passages, passage: Passage, name: str) -> str:
    """The name as the text writes it (its normal form may be in other characters)."""
    place = text.normal.find(name, *passage.span)
    return text.text[place : place + len(name)] if place >= 0 else name


def _without(name: str, whose: str) -> str:
    """The measure's name without its owner in front, both in normal form."""
    if not whose or not name.startswith(whose) or len(name) <= len(whose):
        return name
    rest = name[len(whose) :].removeprefix("'s").removeprefix("’s").removeprefix("的").strip()
    return name if not rest or rest[0] in "、和与及" else rest


def _about(text: Passages, passage: Passage, clause: Span, name: str) -> str:
    """The name with the product that it is about, where the clause has no subject of its own («…，季度环比增长率达50%»)."""
    if any(clause[0] <= mention.span[0] < clause[1] for mention in passage.sentence.mentions):
        return name
    if any(clause[0] <= hit.span[0] < clause[1] for hit in passage.sentence.themes) or not text.normal.startswith(
        name[:2], clause[0]
    ):
        return name
    before = [
        hit.name for hit in passage.sentence.themes if hit.span[1] <= clause[0] and hit.name.isascii() and " " not in hit.name
    ]
    products = [name_ for name_ in before if any(c.isdigit() for c in name_)]
    return f"{products[-1]} {name}" if products and name[0].isascii() else f"{products[-1]}{name}" if products else name
