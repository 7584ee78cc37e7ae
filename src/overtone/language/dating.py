"""The patterns of dates made ready: slots filled, and each tried only where a word stands that it cannot do without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from overtone.language.letters import LETTER
from overtone.language.matching import spelled, trie

_SLOT = re.compile(r"\{([a-z]+_?)\}")
_FIRST_HAN = "\u4e00"
_OPTIONAL = re.compile(r"[?*]|\{0")
_WORD = re.compile(rf"{LETTER}+|\d+")
_PLAIN = re.compile(r"[A-Za-z]+|\d+")
_LARGEST = 2100  # numbers that may be keys
_REACH = 40
"""Characters to either side of a key word within which its date lies."""


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may fill a slot: words with their values, or a number written as the regular expression `number`.

    `fills` is the part of `Sayings` that it says, where that is not the slot's own name; `also` is what it says besides.
    """

    words: dict[str, int | str] = {}
    number: str = ""
    fills: str = ""
    also: dict[str, int] = {}

    def pattern(self) -> str:
        """The alternatives as a regular expression, longer words first."""
        return "|".join(filter(None, (trie(map(spelled, self.words)) if self.words else "", self.number)))


class Patterns(NamedTuple):
    """Compiled patterns: by key those that need one of its words, and those that may match anywhere; `word` finds words.

    With each of the latter goes a character that it needs, as Chinese ones need 年, 月 or 日; or none.
    """

    by_key: dict[str, tuple[re.Pattern[str], ...]]
    anywhere: tuple[tuple[str, re.Pattern[str]], ...]
    words: dict[str, tuple[str, ...]]
    word: re.Pattern[str]

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """What the patterns match, in no order."""
        for character, pattern in self.anywhere:
            if character in text:
                yield from pattern.finditer(text)
        for key, windows in self._windows(text).items():
            for pattern in self.by_key[key]:
                for start, end in windows:
                    found = pattern.finditer(text, start, end)
                    yield from (
                        match for match in found if match.end() < end or end >= len(text)
                    )  # the edge of a window is no word's end

    def _windows(self, text: str) -> dict[str, list[list[int]]]:
        """For each key the parts of the text near its words."""
        windows: dict[str, list[list[int]]] = defaultdict(list)
        if not self.words:
            return windows
        for match in self.word.finditer(text):
            for key in self.words.get(match[0], ()):
                start, end = match.start() - _REACH, match.end() + _REACH
                if windows[key] and start <= windows[key][-1][1]:
                    windows[key][-1][1] = end
                else:
                    windows[key].append([max(0, start), end])
        return windows


def prepare(patterns: Sequence[str], slots: dict[str, Slot], keys: Sequence[str]) -> Patterns:
    """Compile the patterns, sorted by the first of `keys` that each of them needs."""
    by_key: dict[str, list[re.Pattern[str]]] = defaultdict(list)
    anywhere: list[tuple[str, re.Pattern[str]]] = []
    for pattern in patterns:
        needed = _needed(pattern)
        key = next((key for key in keys if key in needed), "")
        if key:
            by_key[key].append(_compile(pattern, slots))
        else:
            characters = (each for each in needed if each >= _FIRST_HAN and "|" not in needed)
            anywhere.append((min(characters, default=""), _compile(pattern, slots)))
    words: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        for word in _key_words(slots[key]):
            for spelling in {word, word.capitalize(), word.upper()}:
                words[spelling].append(key)
    runs = _PLAIN if all(map(str.isascii, words)) else _WORD
    return Patterns({k: tuple(v) for k, v in by_key.items()}, tuple(anywhere), {w: tuple(v) for w, v in words.items()}, runs)


def _key_words(slot: Slot) -> set[str]:
    """The last word of each phrase that fills the slot, and the numbers that do."""
    words = {_WORD.findall(phrase)[-1] for phrase in slot.words if _WORD.search(phrase)}
    if slot.number:
        words |= {number for number in map(str, range(_LARGEST)) if re.fullmatch(slot.number, number)}
    return words


def _needed(pattern: str) -> set[str]:
    """The slots and Han characters without which the pattern cannot match: those in no optional group, alternative or assertion."""
    found: list[set[str]] = [set()]
    place = 0
    while place < len(pattern):
        if slot := _SLOT.match(pattern, place):
            found[-1].add(slot[1].rstrip("_"))
            place = slot.end()
        elif pattern[place] == "\\":
            place += 2
        elif pattern[place] == "[":
            place = pattern.index("]", place + 2) + 1
        elif pattern[place] == "(":
            found.append({"|"} if re.match(r"\(\?<?[!=]", pattern[place : place + 4]) else set())
            place += 1
        elif pattern[place] == ")":
            inner = found.pop()
            place += 1
            if "|" not in inner and pattern[place : place + 1] not in ("?", "*"):
                found[-1] |= inner
        else:
            if pattern[place] == "|" or (pattern[place] >= _FIRST_HAN and not _OPTIONAL.match(pattern, place + 1)):
                found[-1].add(pattern[place])
            place += 1
    return found[0]


def _compile(pattern: str, slots: dict[str, Slot]) -> re.Pattern[str]:
    """Fill the slots of a pattern; a slot that ends in `_` is the end of a range and is filled like the one without."""

    def group(match: re.Match[str]) -> str:
        name = match[1]
        return f"(?P<{name}>{slots[name.rstrip('_')].pattern()})"

    return re.compile(_SLOT.sub(group, pattern), re.IGNORECASE)
