"""Names by form in English: capitals, titles, endings, and groups behind a state's adjective."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from overtone.data import read
from overtone.language.matching import lower, spelled, trie
from overtone.language.names import Known, KnownIndex, NameForm, NameKind, outermost
from overtone.model import Span


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The word lists of names.yaml."""

    titles: frozenset[str]
    ranks: frozenset[str]
    honorifics: frozenset[str]
    firm_endings: frozenset[str]
    agency_endings: frozenset[str]
    organisation_endings: frozenset[str]
    agency_heads: frozenset[str]
    makers: frozenset[str]
    people: frozenset[str]
    modifiers: frozenset[str]
    officials: frozenset[str]
    seated: frozenset[str]
    not_names: frozenset[str]
    particles: frozenset[str]


class Patterns(NamedTuple):
    """The lists with the patterns made of them; `title` and `maker` are for text in lower case."""

    lists: Lists
    capitals: re.Pattern[str]
    title: re.Pattern[str]
    group: re.Pattern[str]
    maker: re.Pattern[str]
    honorific: re.Pattern[str]
    of: re.Pattern[str]


_LETTER = "A-ZÀ-ÖØ-Þ"
_WORD = rf"(?:[{_LETTER}](?:[\w&+]|(?<=\w)[’'-](?=\w{{2}})|\.(?=[{_LETTER}]\.?))*\.?)"
_INCORPORATED = r"(?:,\s+(?:Inc|Corp|Ltd|LLC|LLP|PLC|Co)\b\.?)?"
_GAP = re.compile(r"['’]s\s+|['’]\s+|\s+")
_PLACING = frozenset({"in", "on", "to", "for"})
_COMPOUND = re.compile(r"-[a-z]+$")  # «Shenzhen-based»
_CHUNK = re.compile(r"\S+")
_OF = re.compile(r"\s+(?:of|at|for)\s+(?:the\s+)?")
_OWNS = re.compile(r"['’]s(?=\s)")
_ABBREVIATION = re.compile(rf"(?:[{_LETTER}]\.)+$")


def _words(words: frozenset[str]) -> str:
    return trie(spelled(word) for word in words)


@cache
def _heads() -> frozenset[str]:
    """Words of bodies whose names go on with «for», «on», «in» or «to» («Council on Foreign Relations»)."""
    lists = patterns().lists
    return lists.agency_heads | lists.agency_endings | lists.organisation_endings


@cache
def patterns() -> Patterns:
    """The word lists, compiled."""
    lists = read(Lists, "overtone.language", "en", "names.yaml")
    particle = _words(lists.particles)

    def lowered(words: frozenset[str]) -> frozenset[str]:
        return frozenset(map(lower, words))

    return Patterns(
        lists,
        re.compile(
            rf"(?<![\w$€£]){_WORD}(?:(?:\s+(?:{particle}))?(?:\s+(?:the|al)[\s-])?\s*[-\s]?\s?{_WORD}){{0,7}}{_INCORPORATED}"
        ),
        re.compile(rf"(?<![\w-])(?:(?:{_words(lowered(lists.ranks))})[\s-]*)?(?:{_words(lowered(lists.titles))})\b"),
        re.compile(rf"(?:\s+(?:{_words(lists.modifiers)})){{0,3}}?\s+(?:{_words(lists.people | lists.officials)})\b"),
        re.compile(rf"\b(?:{_words(lowered(lists.makers))})[,]?\s+"),
        re.compile(rf"(?<!\w)(?:{_words(lists.honorifics)})\s+"),
        re.compile(rf"\b((?i:{_words(lists.people | lists.officials)}))\s+(of|from|in|at)\s+(?:the\s+)?(?=[{_LETTER}])"),
    )


def names(text: str, known: list[Known]) -> list[NameForm]:
    """Names that the form gives away, in order, not overlapping; those that only repeat a known name are left out."""
    index = KnownIndex(known)
    titles = [match.span() for match in patterns().title.finditer(lower(text))]
    capitals = list(_capitalised(text, index, titles))
    starts = {form.span[0]: form for form in capitals}
    groups = [*_groups(text, index), *_groups_of(text, index)]
    found = [*_titled(text, index, titles, starts), *groups, *_local(text, capitals), *capitals]
    return outermost([form for form in found if form.kind != "other" or not index.covering(*form.span)])


def _capitalised(text: str, index: KnownIndex, titles: list[Span]) -> Iterator[NameForm]:
    """Sequences of capitalised words that are no known name, with the kind that their words give away."""
    titles = [span for span in titles if text[span[0]].isupper()]
    for match in patterns().capitals.finditer(text):
        for start, end in _trimmed(text, *match.span(), []):
            inside = index.covering(start, end)
            kind = _kind(text, start, end)
            if inside and kind in ("firm", "agency", "organisation") and _beyond(index, inside, start, end):
                owners = tuple(i for i in inside if index.known[i].kind in ("state", "firm", "agency", "bloc"))
                yield NameForm((start, end), (start, end), kind, owners)
                continue
            stops = [index.known[i].span for i in inside] + _overlapping(titles, start, end)
            for first, last in _trimmed(text, start, end, stops) if stops else [(start, end)]:
                yield NameForm((first, last), (first, last), _kind(text, first, last))


def _overlapping(spans: list[Span], start: int, end: int) -> list[Span]:
    """Of spans that are in order and apart, those that overlap start … end."""
    first = bisect_left(spans, (start, 0))
    first -= first > 0 and spans[first - 1][1] > start
    return spans[first : bisect_left(spans, (end, 0))]


def _beyond(index: KnownIndex, inside: list[int], start: int, end: int) -> bool:
    """Does the sequence go on behind the known names that it contains, and cut none of them?"""
    return index.known[inside[-1]].span[1] < end and index.known[inside[0]].span[0] >= start


def _trimmed(text: str, start: int, end: int, stops: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sequence without words that open a sentence or name nothing, cut where such a word, a stop or an «and» stands inside."""
    lists = patterns().lists
    words = [(m.start() + start, m.end() + start) for m in _CHUNK.finditer(text[start:end])]
    run: list[tuple[int, int]] = []
    for a, b in [*words, (end, end)]:
        word = text[a:b].rstrip(".’'")
        stop = (
            not word
            or word in lists.not_names
            or word in lists.honorifics
            or _COMPOUND.search(word) is not None
            or (bool(stops) and any(a < last and b > first for first, last in stops))
        )
        if word in ("and", "&") and not (run and text[slice(*run[0])] in lists.agency_heads):
            stop = word == "and"
        if word in _PLACING and not any(text[slice(*each)] in _heads() for each in run):
            stop = True  # «Sergei Skripal in Salisbury» is no name
        if not stop:
            run.append((a, b))
        elif run:
            yield from _ends_cut(text, run)
            run = []


def _ends_cut(text: str, run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A run of words without small words at its ends, and without the full stop of the sentence."""
    lists = patterns().lists
    while run and text[slice(*run[-1])] in lists.particles:
        run.pop()
    while run and text[slice(*run[0])] in lists.particles:
        run.pop(0)
    if run:
        final = text[slice(*run[-1])]
        dotted = final.endswith(".") and not (final in lists.firm_endings or _ABBREVIATION.search(final))
        yield run[0][0], run[-1][1] - dotted


def _kind(text: str, start: int, end: int) -> NameKind:
    """What the words of a capitalised sequence, and the word before it, say about its kind."""
    p = patterns()
    words = text[start:end].split()
    last, first = words[-1], words[0]
    if len(words) > 1:
        if last in p.lists.firm_endings:
            return "firm"
        if last in p.lists.agency_endings or (first in p.lists.agency_heads and words[1] in ("of", "for", "on")):
            return "agency"
        if last in p.lists.organisation_endings:
            return "organisation"
    before = text[max(0, start - 24) : start]
    makers = list(p.maker.finditer(lower(before)))
    if makers and makers[-1].end() == len(before):
        return "firm"
    honorific = list(p.honorific.finditer(before))
    if honorific and honorific[-1].end() == len(before):
        return "person"
    return "other"


def _titled(text: str, index: KnownIndex, titles: list[Span], starts: dict[int, NameForm]) -> Iterator[NameForm]:
    """Titles with a name behind them, an owner before them, or both."""
    for start, end in titles:
        owner = _owner_before(text, index, start)
        begin = index.known[owner].span[0] if owner >= 0 else start
        name = _GAP.match(text, end)
        at = name.end() if name and text[end : name.end()].isspace() else -1
        person = index.starting.get(at, -1)
        owners = (owner,) if owner >= 0 else ()
        if person >= 0 and index.known[person].kind == "person":
            yield NameForm((begin, index.known[person].span[1]), index.known[person].span, "person", owners, person)
        elif at in starts and starts[at].kind in ("other", "person") and person < 0:
            span = starts[at].span
            yield NameForm((begin, span[1]), span, "person", owners)
        elif owner >= 0:
            yield NameForm((begin, end), (start, end), "person", owners, role=True)
        elif text[start].islower() and (of := _owner_behind(text, index, end)) >= 0:
            yield NameForm((start, index.known[of].span[1]), (start, end), "person", (of,), role=True)


def _owner_before(text: str, index: KnownIndex, start: int) -> int:
    """The known name right before `start` (with ’s or not), or −1."""
    for back in (1, 3, 2):
        owner = index.ending.get(start - back, -1)
        if owner >= 0 and _GAP.fullmatch(text, start - back, start) and index.known[owner].kind != "person":
            return owner
    return -1


def _owner_behind(text: str, index: KnownIndex, end: int) -> int:
    """The known name in «of X», «at X» right behind `end`, or −1."""
    match = _OF.match(text, end)
    return index.starting.get(match.end(), -1) if match else -1


def _local(text: str, capitals: list[NameForm]) -> Iterator[NameForm]:
    """A place that nobody knows with an authority behind it: «a San Francisco jury»."""
    p = patterns()
    for form in capitals:
        match = p.group.match(text, form.span[1]) if form.kind == "other" else None
        if match and " ".join(match[0].split()) in p.lists.officials:
            yield NameForm((form.span[0], match.end()), (form.span[0], match.end()), "agency")


def _groups(text: str, index: KnownIndex) -> Iterator[NameForm]:
    """A state's adjective or name with people behind it: «Brazilian labor prosecutors», «Chinese shoppers»."""
    p = patterns()
    for number, entry in enumerate(index.known):
        if entry.kind not in ("state", "bloc", "agency", "firm"):
            continue
        begin = entry.span[1]
        gap = _OWNS.match(text, begin)
        match = p.group.match(text, gap.end() if gap else begin)
        if match and not index.covering(begin, match.end()):
            word = " ".join(match[0].split())
            span = (entry.span[0], match.end())
            if any(word.endswith(people) for people in p.lists.people):
                yield NameForm(span, span, "group", (number,))
            elif entry.kind in ("agency", "firm"):
                yield NameForm(span, entry.span, entry.kind, (), number)  # its officials act for it
            else:
                yield NameForm(span, span, "agency", (number,))


def _groups_of(text: str, index: KnownIndex) -> Iterator[NameForm]:
    """People or officials with a name behind them: «leaders of the G7», «prosecutors in Belgrade», «workers at Boeing»."""
    p = patterns()
    for match in p.of.finditer(text):
        number = index.starting.get(match.end(), -1)
        if number < 0 or index.known[number].kind not in ("state", "bloc", "agency", "firm"):
            continue
        entry, word, link = index.known[number], " ".join(match[1].lower().split()), match[2]
        span = (match.start(), entry.span[1])
        if word in p.lists.people and (link != "at" or entry.kind != "state"):
            yield NameForm(span, span, "group", (number,))
        elif entry.kind in ("state", "bloc") and (link in ("of", "from") or word in p.lists.seated):
            yield NameForm(span, span, "agency", (number,))
        elif entry.kind in ("agency", "firm") and link in ("of", "at"):
            yield NameForm(span, entry.span, entry.kind, (), number)
