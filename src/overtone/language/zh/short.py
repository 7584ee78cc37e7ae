"""Short forms of states in Chinese (中, 美, 英): where the one character stands for the state, and where it is part of a word.

The words come from short.yaml. The character must stand alone, or in a word made of states and of what goes with states (对华, 美方,
日韩), where the text is cut by the dictionary; and alone it counts only next to something that shows it: 驻_, _商务部, 美、日、荷.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

import msgspec

from overtone.data import read

_REACH = 7  # characters to either side that are looked at
_MARK = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of short.yaml, which says what they mean."""

    common: str
    rare: str
    ambiguous: str
    behind_only: str
    before: str
    weakly_before: str
    behind: str
    offices: frozenset[str]
    verbs: frozenset[str]
    relations: tuple[str, ...]
    runs: frozenset[str]
    never: frozenset[str]
    always: tuple[str, ...]


class Rules(NamedTuple):
    """The lists made ready: `pairs` are the two-character words in which a character is no state, `longer` the other such words."""

    lists: Lists
    states: frozenset[str]
    pairs: frozenset[str]
    longer: dict[str, tuple[tuple[int, str], ...]]
    compound: re.Pattern[str]


@functools.cache
def rules() -> Rules:
    """The rules for short forms."""
    lists = read(Lists, "overtone.language", "zh", "short.yaml")
    states = frozenset(lists.common + lists.rare)
    longer: dict[str, list[tuple[int, str]]] = {}
    for word in lists.never:
        if len(word) > 2:
            for place, character in enumerate(word):
                if character in states or character in lists.behind_only:
                    longer.setdefault(character, []).append((place, word))
    run = f"[{lists.common}{lists.rare}]"
    compound = rf"[{lists.before}]?(?:{run}{{1,4}}|(?<=[{lists.before}])[{lists.behind_only}])[{lists.behind}]?"
    pairs = frozenset(word for word in lists.never if len(word) == 2)
    return Rules(lists, states, pairs, {c: tuple(words) for c, words in longer.items()}, re.compile(compound))


class Place(NamedTuple):
    """The character in its surroundings: the word that it lies in, with its place there, and the words beside it, cut at punctuation."""

    own: str
    word: str
    before: tuple[str, ...]
    behind: tuple[str, ...]

    def run(self, states: frozenset[str]) -> str:
        """The states named in one breath with this one: 中美俄."""
        left, right = "", ""
        for word in reversed(self.before):
            if not states.issuperset(word):
                break
            left = word + left
        for word in self.behind:
            if not states.issuperset(word):
                break
            right += word
        return left + "".join(c for c in self.word if c in states) + right

    def following(self, states: frozenset[str]) -> str:
        """What stands behind the run."""
        words = list(self.behind)
        while words and states.issuperset(words[0]):
            words.pop(0)
        return "".join(words)


def short_allowed(text: str, position: int) -> bool:
    """Whether the character at `position` of normalised text stands for its state."""
    known = rules()
    own = text[position]
    if any(text.startswith(word, position) for word in known.lists.always if word[0] == own):
        return True
    if own not in known.states and own not in known.lists.behind_only:
        return False
    if text[position : position + 2] in known.pairs or (position and text[position - 1 : position + 1] in known.pairs):
        return False
    if any(text.startswith(word, position - place) for place, word in known.longer.get(own, ()) if place <= position):
        return False
    if own == "日" and position and (text[position - 1].isdigit() or text[position - 1] in "一二三四五六七八九十"):
        return False
    place = _place(text, position)
    if len(place.word) > 1:
        return _compound(place, known) or _cut_wrongly(place, known)
    return _alone(place, known) or _listed(text, position, known)


def _place(text: str, position: int) -> Place:
    import rjieba

    low, high = max(0, position - _REACH), min(len(text), position + _REACH + 1)
    for match in _MARK.finditer(text, low, position):
        low = match.end()
    if mark := _MARK.search(text, position + 1, high):
        high = mark.start()
    words, place = rjieba.cut(text[low:high], False), low
    for number, word in enumerate(words):
        if place + len(word) > position:
            return Place(text[position], word, tuple(words[:number]), tuple(words[number + 1 :]))
        place += len(word)
    return Place(text[position], text[position], (), ())


def _compound(place: Place, known: Rules) -> bool:
    """In a longer word: one that is made of states and what goes with them (对华, 美方, 日韩)."""
    if known.compound.fullmatch(place.word) is None or place.own in known.lists.behind_only:
        return known.compound.fullmatch(place.word) is not None
    run = place.run(known.states)
    if len(run) > 1 and not set(run) <= set(known.lists.common):
        return _rare_run(place, run, known)
    return True


def _cut_wrongly(place: Place, known: Rules) -> bool:
    """Behind a word that governs states, where the rest makes as good words without the character: 输_商品 cut as 输 华商 品."""
    import rjieba

    if place.word[0] != place.own or not place.before or place.before[-1] not in known.lists.before:
        return False
    rest: list[str] = rjieba.cut((place.word + "".join(place.behind))[1:], False)
    return len(rest) <= len(place.behind)


def _rare_run(place: Place, run: str, known: Rules) -> bool:
    return run in known.lists.runs or place.following(known.states).startswith(known.lists.relations)


def _alone(place: Place, known: Rules) -> bool:
    """A word of its own: shown by what stands directly before or behind it."""
    lists, own = known.lists, place.own
    before, behind = "".join(place.before[-1:]), "".join(place.behind[:1])
    if before and before in lists.before:
        return own != "中" or before != "在"
    if own in lists.behind_only:
        return False
    run = place.run(known.states)
    if len(run) > 1:
        return set(run) <= set(lists.common) or _rare_run(place, run, known)
    if behind and behind in lists.behind:
        return True
    if own not in lists.common or own in lists.ambiguous:
        return False
    if behind in lists.offices or (not place.before and behind in lists.verbs):
        return True
    return before != "" and before in lists.weakly_before and not _name_begins(place)


def _name_begins(place: Place) -> bool:
    """Would a reader who guesses unknown names begin one with this character («与韩正会谈»)?"""
    import rjieba

    guess: str = rjieba.cut("".join((place.own, *place.behind)))[0]
    return len(guess) > 1


def _listed(text: str, position: int, known: Rules) -> bool:
    """In a list of states with enumeration commas: 美、日、荷."""
    for step in (-1, 1):
        comma, other = position + step, position + 2 * step
        if 0 <= other < len(text) and text[comma] in "、/和与" and text[other] in known.states:
            beyond = text[other + step : other + step + 1] if other + step >= 0 else ""
            if (
                step == -1
                or not beyond
                or beyond in "、/和与等两三四五，。各均都对"
                or text[other : other + 2] not in known.pairs
            ):
                return True
    return False
