"""English text cut into sentences."""

from __future__ import annotations

import re

from overtone.language.en.normal import normalise
from overtone.language.en.words import abbreviations
from overtone.language.tokens import add_trimmed
from overtone.model import Span

_END = re.compile(r"(?:[.!?]+|…)[\"'”’»)\]]*(?=\s|$)|\n\s*")
_LAST_WORD = re.compile(r"[\w.&]{1,12}$")
_NEXT = re.compile(r"[\s\"'“‘«(\[]*([\w.]*)")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_UNFINISHED = re.compile(r"(?:,|\b(?:the|a|an|of|and|or|to|in|on|for|by|with|from|that|is|was|its|his|their))\s*$")
_WRAPPED = 40
"""A line shorter than this is a headline or list item, never the beginning of a wrapped one."""


def sentences(text: str) -> list[Span]:
    """Sentence spans in order, without the white space around them. Linear: at each end only a few characters are looked at."""
    normal = normalise(text)
    spans: list[Span] = []
    start = line = 0
    for match in _END.finditer(normal):
        if normal[match.start()] == "\n":
            ends = not _wrapped(normal, line, match)
            line = match.end()
        else:
            ends = _ends(normal, match)
        if ends:
            add_trimmed(normal, start, match.start() if normal[match.start()] == "\n" else match.end(), spans)
            start = match.end()
    add_trimmed(normal, start, len(normal), spans)
    return spans


def _ends(text: str, match: re.Match[str]) -> bool:
    """Does the punctuation end a sentence? Not after an abbreviation or initial, and not before a small letter."""
    following = _NEXT.match(text, match.end(), match.end() + 24)
    word = following[1] if following else ""
    if word[:1].islower():
        return False
    if match[0][0] != "." or match[0].startswith(".."):
        return True
    last = _LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    if last is None:
        return True
    known = abbreviations()
    if last[0].isdigit() and (last.start() == 0 or text[last.start() - 1] == "\n"):
        return False  # the number of a list's item
    if last[0] in known.before:
        return last[0] == "No" and not word[:1].isdigit()
    if last[0] in known.closing or _INITIALS.fullmatch(last[0]):
        return word in known.openers or not word
    return True


def _wrapped(text: str, line: int, match: re.Match[str]) -> bool:
    """Is the line only wrapped, so that the sentence goes on in the next one?"""
    if match[0].count("\n") > 1 or match.start() - line < _WRAPPED or match.end() == len(text):
        return False
    if text[match.start() - 1] in '.!?:;”"':
        return False
    return text[match.end()].islower() or _UNFINISHED.search(text, match.start() - 12, match.start()) is not None
