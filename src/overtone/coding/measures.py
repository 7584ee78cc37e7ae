"""What a number measures, told from the words of its clause: «销售额占总收入的20%», «charges of 5.5 billion dollars», «良率仅32%».

It goes by words and their order, since the two languages agree in it: what is measured, a link, the number, or the number and its noun.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from overtone.coding.cues import FigureCues, cues, written
from overtone.coding.grammar import grammar
from overtone.language.tree import Token
from overtone.model import Amount

_LONG_HAN = 14  # characters of a measure's name before it is cut at its last 的
_LONGEST_HAN = 22  # and before it is cut at its last 、
_NOUN_REACH = {True: 9, False: 45}  # characters behind a number in which its noun ends
_BASE = 15  # characters of what a share is compared with
_OPENERS = frozenset({"CCONJ", "SCONJ", "ADV", "PUNCT", "AUX", "DET", "INTJ"})
_CLOSERS = frozenset({"ADV", "AUX", "PUNCT", "PART"})
_ENDS = frozenset({"VERB", "AUX", "PUNCT", "CCONJ"})
_RELATIONAL = ("share", "times", "pp")


class Measure(NamedTuple):
    """What is measured (`name`), the noun phrase that it was read from (`part`, `whole`), and where that starts in the text."""

    name: str
    part: str
    whole: str = ""
    start: int = -1
    unit: str = ""


class Words(NamedTuple):
    """A language's words for figures, compiled."""

    data: FigureCues
    by_characters: bool
    measures: re.Pattern[str]
    link: re.Pattern[str]
    links: re.Pattern[str]
    loose: re.Pattern[str]
    whole: re.Pattern[str]
    change: re.Pattern[str]
    action: re.Pattern[str]
    former: re.Pattern[str]
    repeat: re.Pattern[str]
    again: re.Pattern[str]
    owner: re.Pattern[str]
    basis: re.Pattern[str]
    basis_end: re.Pattern[str]
    glue: re.Pattern[str]


@cache
def words(language: str) -> Words | None:
    """The words of a language, or None if it has no file."""
    data = cues(language)
    if data is None:
        return None
    f = data.figures
    tail = r"了?\s*$"
    return Words(
        data=f,
        by_characters=grammar(language).by_characters,
        measures=_any_case(f.measures),
        link=_ending(f.links, tail),
        links=_any_case(f.links),
        loose=_ending(f.loose, r"\s*$"),
        whole=_any_case(f.of_whole),
        change=_ending(tuple(f.changes), tail),
        action=_ending(tuple(f.actions), tail),
        former=_ending(f.former, r"\s*$"),
        repeat=re.compile(f"(?:{written(f.repeat)})\\s*$", re.IGNORECASE),
        again=_any_case(f.repeat),
        basis=_any_case(f.basis),
        basis_end=re.compile(f"(?:{written(f.basis)})$"),
        owner=re.compile(f"^(?:(?:{written(f.owner)})\\s*)+", re.IGNORECASE),
        glue=re.compile(f"^[\\s-]*(?:(?:{written(f.glue)})\\s*)?", re.IGNORECASE),
    )


def _any_case(list_: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(written(list_), re.IGNORECASE)


def _ending(list_: tuple[str, ...], tail: str) -> re.Pattern[str]:
    return re.compile(f"(?:{written(list_)}){tail}", re.IGNORECASE)


class Place(NamedTuple):
    """A number in its clause: normalised text before and behind it, and the tokens before it in order."""

    before: str
    after: str
    start: int
    amount: Amount
    tokens: tuple[Token, ...]


def measured(place: Place, known: Words, last: Measure | None, earlier: str) -> Measure | None:
    """What the number measures, or None if nothing says. `last` is the sentence's measure before it, `earlier` the clause before."""
    lead = _stripped(place.before, known.loose)
    lemma = _last_lemma(place, lead, known)
    if known.former.search(lead):
        return None
    relational = place.amount.unit in _RELATIONAL
    behind = _noun_behind(place, known)
    if relational and (share := _share(place, lead, behind, known, last)):
        return share
    if behind is not None and (not relational or not known.link.search(lead)):
        return _of_money(place, lead, behind, known, lemma)
    if change := known.data.changes.get(lemma or ""):
        return _changed(place, lead, change, known, last, earlier)
    if link := known.link.search(lead):
        return _linked(place, lead[: link.start()], known, last, earlier)
    if place.amount.unit.isupper() and (action := known.data.actions.get(lemma or "")):
        return Measure(action, action)
    region = lead
    ends = [match for match in known.measures.finditer(region) if match.end() == len(region.rstrip())]
    return _linked(place, region, known, last, earlier) if ends else None


def _of_money(place: Place, lead: str, behind: Measure, known: Words, lemma: str | None) -> Measure:
    """A sum with its noun; «China accounted for 17 billion dollars of revenue» keeps its part for the shares that follow."""
    if (match := _last(known.whole, lead)) is not None:
        return behind._replace(part=lead[: match.start()].strip(), whole=behind.name)
    action = known.data.actions.get(lemma or "")
    if action and re.match(r"\s*in\s", place.after):  # «cost it 800 million dollars in inventory»
        return Measure(action, action)
    return behind


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return found[-1] if found else None


def _stripped(text: str, loose: re.Pattern[str]) -> str:
    text = text.rstrip(" -“”\"'(（")
    for _ in range(5):
        match = loose.search(text)
        if match is None or match.start() == match.end():
            break
        text = text[: match.start()].rstrip()
    return text


def _last_lemma(place: Place, lead: str, known: Words) -> str | None:
    """The verb right before the number, in the form that the tables have it in."""
    if known.by_characters:
        match = known.change.search(lead) or known.action.search(lead)
        return re.sub(r"了?\s*$", "", match[0]) if match else None
    end = place.start + len(lead)
    token = next((token for token in reversed(place.tokens) if token.end <= end), None)
    return token.lemma.lower() if token is not None else None


def _noun_behind(place: Place, known: Words) -> Measure | None:
    """The noun behind the number: «55亿美元费用», «an 84 percent tariff», «13 percent of the total»."""
    glue = known.glue.match(place.after)
    skipped = glue.end() if glue else 0
    rest = place.after[skipped : skipped + _NOUN_REACH[known.by_characters]]
    stop = re.search(r"[,，。;；:：()（）]|\s(?:that|which|to|from|and|for|on|by|after|if|when|as)\s", rest)
    rest = rest[: stop.start()] if stop else rest
    match = known.measures.search(rest) or known.again.match(rest)
    if match is None:
        return None
    longer = known.measures.search(rest, match.end())
    end = longer.end() if longer and longer.start() == match.end() else match.end()
    name = known.owner.sub("", rest[:end]).strip(" “”\"'")
    return Measure(name, name, start=place.amount.span[1] + skipped) if name else None


def _share(place: Place, lead: str, behind: Measure | None, known: Words, last: Measure | None) -> Measure | None:
    """A part of a whole: «销售额占总收入的20%», «China accounted for 13 percent of revenue», «性能只有H100的20%»."""
    match = _last(known.whole, lead)
    if match is None:
        if behind is not None and last is not None and known.repeat.search(behind.name) and (last.whole or last.part):
            whole, part = last.whole or last.part, last.part if last.whole else ""
            return Measure(known.data.join.format(part=part, whole=whole).strip(), part, whole)
        return _compared(place, lead, known)
    part_of = _phrase(place, lead[: match.start()], known)
    part = part_of.part if part_of is not None else last.part if last is not None else ""
    start = part_of.start if part_of is not None else -1
    whole = known.owner.sub("", lead[match.end() :].strip(" 了的"))
    if not whole and behind is not None:
        whole = behind.name
        if known.by_characters:
            return Measure(part + whole, part, whole, start)
    if not whole or not (part or start < 0):
        return None
    if part in whole:
        part = ""
    return Measure(known.data.join.format(part=part, whole=whole).strip(), part, whole, start)


def _compared(place: Place, lead: str, known: Words) -> Measure | None:
    """A share of something else that stands between link and number: «性能只有母版性能的20%»."""
    if not known.by_characters:
        return None
    link = _last(known.links, lead)
    if link is None or len(link[0]) < 2 or not 1 < len(lead) - link.end() <= _BASE:
        return None
    part = _phrase(place, lead[: link.start()], known)
    whole = lead[link.end() :].strip(" 了的")
    if part is None or not known.measures.search(part.name) or known.measures.search(whole) is None:
        return None
    return Measure(known.data.join.format(part=part.part, whole=whole), part.part, whole, part.start)


def _changed(place: Place, lead: str, change: str, known: Words, last: Measure | None, earlier: str) -> Measure | None:
    if known.by_characters:
        match = known.change.search(lead)
        subject = lead[: match.start()] if match else lead
    else:
        subject = lead[: max(lead.rfind(" "), 0)]
    part = _linked(place, subject, known, last, earlier)
    if part is None and known.by_characters and last is not None and known.basis.fullmatch(_stripped(subject, known.loose)):
        part = Measure(last.part + subject, last.part)  # «净销售额为77亿欧元，同比增长46%»
        return part._replace(name=part.name + change)
    if part is None and known.by_characters:
        part = _phrase(place, subject, known)  # «H100季度环比增长仅25%»: what grew is named without a measure
    if part is None:
        return None
    if part.name.endswith(change):
        return part
    return Measure(known.data.change.format(part=part.part, change=change), part.part, part.whole, part.start)


def _linked(place: Place, region: str, known: Words, last: Measure | None, earlier: str) -> Measure | None:
    """The measure named last before the link; where the clause names none, the one of the clause before, or the sentence's last."""
    if last is not None and known.repeat.search(_stripped(region, known.loose)):
        return last
    part = _phrase(place, region, known)
    if part is not None and known.measures.search(part.name):
        return part
    if part is not None and part.name and known.by_characters:
        return None
    bare = part is None or not part.name
    ending = [match for match in known.measures.finditer(earlier) if len(earlier.rstrip()) - match.end() <= 1]
    if bare and ending:
        return _phrase(Place(earlier, "", -1, place.amount, ()), earlier, known)
    if not bare or last is None:
        return None
    same = (last.unit in _RELATIONAL) == (place.amount.unit in _RELATIONAL)
    base = known.basis_end.sub("", last.part)
    return last if same or not base else Measure(base, base, start=last.start)


def _phrase(place: Place, region: str, known: Words) -> Measure | None:
    """The noun phrase at the end of a region, from the last measure that it names; without openers, dates and adverbs."""
    tokens = [token for token in place.tokens if token.end <= place.start + len(region)]
    if known.by_characters:
        return _phrase_han(place, region, tokens, known)
    match = _last(known.measures, region)
    if match is None:
        return (
            Measure(region.strip(), region.strip(), start=place.start)
            if region.strip() and place.start >= 0 and len(region) < 25
            else None
        )
    start = place.start + match.start()
    before = [token for token in tokens if token.end <= start]
    while before and (before[-1].tag in ("ADJ", "NOUN", "PROPN", "NUM") or before[-1].form == "-") and before[-1].mention < 0:
        start = before.pop().start
    end = next((t.start for t in tokens if t.start >= place.start + match.end() and t.tag in _ENDS), None)
    stop = end - place.start if end is not None else len(region)
    name = region[start - place.start : stop].strip() if tokens else region[match.start() :].strip()
    name = re.sub(r"\s+(?:of|at|to|by)\s+(?:up to\s+|about\s+)?[\d$€£].*", "", name)
    name = re.sub(r"(?:\s+(?:to|that|which|of|and|at|by|on))+$", "", name)
    return Measure(name, name, start=start)


def _phrase_han(place: Place, region: str, tokens: list[Token], known: Words) -> Measure | None:
    start, end = 0, len(region.rstrip())
    for token in tokens:
        if token.tag not in _OPENERS or token.start - place.start > start or token.mention >= 0:
            break
        start = max(start, token.end - place.start)
    for token in reversed(tokens):
        if token.tag not in _CLOSERS or token.mention >= 0 or token.end - place.start < end:
            break
        end = token.start - place.start
    name = region[start:end]
    if match := _last(known.measures, name):
        marker = re.compile("在|对|从|由|较|(?<![同环占])比").search(name, match.end())
        rest = name[match.end() :]
        stop = marker.start() if marker else match.end() if len(rest) <= 7 and any(c.isdigit() for c in rest) else len(name)
        name = name[:stop]
        taken = max(name.rfind("把", 0, match.start()), name.rfind("将", 0, match.start()))
        name, start = name[taken + 1 :], start + taken + 1
    cut = max(name.rfind(" ", 0, len(name) - 1), _cut(name))
    name, start = name[cut + 1 :], start + cut + 1
    lead = len(name) - len(known.owner.sub("", name))
    name = name[lead:].strip(" “”\"'")
    return Measure(name, name, start=place.start + start + lead) if name else None


def _cut(name: str) -> int:
    """Where a long phrase can be shortened: behind its last 的, or behind 、 where a clause was swept in."""
    listed = name.rfind("、", 0, len(name) - 1)
    if listed > 0 and ("了" in name[:listed] or len(name) > _LONGEST_HAN):
        return listed
    return name.rfind("的", 0, len(name) - 1) if len(name) > _LONG_HAN else -1
