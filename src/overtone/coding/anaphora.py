"""Words that refer back: pronouns, definite descriptions and plurals, resolved to the actors spoken of before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from overtone.coding.analysis import Mention
from overtone.data import read
from overtone.model import Reference, Span

_REACH = 2  # sentences back in which an antecedent is looked for


class Anaphors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file: words with the kinds of actor that they may mean, and plurals for the two parties spoken of.

    `offices` without a name or state («the vice premier», 副总理) are held in the state last spoken of.
    """

    pronouns: dict[str, tuple[str, ...]]
    descriptions: dict[str, tuple[str, ...]]
    plurals: tuple[str, ...]
    offices: frozenset[str] = frozenset()


class Anaphora(NamedTuple):
    """The file made ready: one pattern, and what each word may mean (none for plurals)."""

    pattern: re.Pattern[str]
    kinds: dict[str, tuple[str, ...]]
    offices: frozenset[str]


@cache
def anaphora(language: str) -> Anaphora:
    """The words of a language that refer back."""
    data = read(Anaphors, "overtone.coding", "anaphors", f"{language}.yaml")
    kinds = {word.lower(): kinds for word, kinds in (data.pronouns | data.descriptions).items()}
    kinds |= dict.fromkeys((word.lower() for word in data.plurals), ())
    offices = frozenset(word.lower() for word in data.offices)
    kinds = dict.fromkeys(offices, ("person",)) | kinds
    words = "|".join(map(_spaced, sorted(kinds, key=len, reverse=True)))
    return Anaphora(re.compile(rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])", re.IGNORECASE), kinds, offices)


def _spaced(word: str) -> str:
    """The word as a pattern; up to three words may stand behind an article («the Chinese telecoms group»)."""
    article, _, rest = word.partition(" ")
    if article == "the" and " " not in rest:
        return rf"the\s+(?:[\w-]+\s+){{0,3}}?{re.escape(rest)}"
    return re.escape(word).replace(r"\ ", r"\s+")


def _key(words: Anaphora, text: str) -> str:
    """The word of the file that a match is, words between article and noun left out."""
    pieces = text.lower().split()
    whole = " ".join(pieces)
    return whole if whole in words.kinds else f"{pieces[0]} {pieces[-1]}"


def referring(normal: str, mentions: Sequence[Mention], sentences: Sequence[Span], language: str) -> list[Mention]:
    """Mentions by words that refer back, where the antecedent is clear. `normal` is the normalised text."""
    words = anaphora(language)
    starts = [span[0] for span in sentences]
    order = sorted(mentions, key=lambda mention: mention.span)
    places = [mention.span[0] for mention in order]
    found: list[Mention] = []
    for match in words.pattern.finditer(normal):
        span = match.span()
        here = bisect_right(starts, span[0]) - 1
        if here < 0:
            continue
        window = starts[max(0, here - _REACH)]
        before = order[bisect_right(places, window - 1) : bisect_right(places, span[0])]
        key = _key(words, match[0])
        kinds = words.kinds[key]
        inside = [mention for mention in order[bisect_right(places, span[0] - 1) :] if mention.span[1] <= span[1]]
        if not all(whose(mention) for mention in inside):
            continue
        if not kinds:
            members = _two_parties(before)
            if members:
                reference = _again(members[0], normal, span)
                found.append(Mention(span, reference, "pronoun", members=members))
            continue
        parties = {mention.reference.party.name for mention in inside}
        before = [mention for mention in before if not parties or _of(mention, parties)]
        bare = key in words.offices and not key.startswith("the ")
        antecedent = _antecedent(before, kinds, starts[here]) if not bare else None
        if antecedent is None and key in words.offices:
            found += _office(before, normal, span)
        elif antecedent is not None:
            found.append(Mention(span, _again(antecedent.reference, normal, span), "pronoun", antecedent.owners))
    return found


def _office(before: Sequence[Mention], text: str, span: Span) -> list[Mention]:
    """The holder of an office of the state last spoken of, named by the office."""
    state = next((m.reference for m in reversed(before) if m.reference.kind in ("state", "agency", "bloc")), None)
    if state is None:
        return []
    title = text[slice(*span)]
    return [Mention(span, Reference(None, title, title, span, (title,), state.party, "person"), "role", (state,))]


def whose(mention: Mention) -> bool:
    """Is it a state's name or adjective, which inside a description only says whose («这家中国公司», «the Chinese group»)?"""
    return mention.adjective or mention.reference.kind == "state"


def _of(mention: Mention, parties: set[str]) -> bool:
    """May the actor be of one of the states that the description names? A firm's state is not known here."""
    return mention.reference.kind not in ("state", "agency") or mention.reference.party.name in parties


def _antecedent(before: Sequence[Mention], kinds: tuple[str, ...], sentence: int) -> Mention | None:
    """The first fitting actor of the sentence, else the first of the nearest sentence before: subjects come first in news."""
    fitting = [mention for mention in before if mention.reference.kind in kinds and not mention.adjective]
    inside = [mention for mention in fitting if mention.span[0] >= sentence]
    if inside:
        return inside[0] if len({m.reference.key for m in inside}) == 1 else inside[-1] if kinds == ("person",) else inside[0]
    return fitting[0] if len({m.reference.key for m in fitting}) == 1 else _first_of_last(fitting)


def _first_of_last(fitting: Sequence[Mention]) -> Mention | None:
    """The first mention after the widest leap in the text: the beginning of the nearest sentence that has one."""
    if not fitting:
        return None
    last = fitting[-1]
    near = [mention for mention in fitting if last.span[0] - mention.span[0] < 120]
    return near[0]


def _two_parties(before: Sequence[Mention]) -> tuple[Reference, ...]:
    """The last two actors of different parties, in the order of the text."""
    chosen: dict[str, Reference] = {}
    for mention in reversed(before):
        reference = mention.reference
        if mention.adjective or reference.kind in ("media", "other"):
            continue
        chosen.setdefault(reference.party.name, reference)
        if len(chosen) == 2:
            second, first = chosen.values()
            return first, second
    return ()


def _again(reference: Reference, text: str, span: Span) -> Reference:
    return Reference(reference.id, reference.name, text[slice(*span)], span, reference.names, reference.party, reference.kind)
